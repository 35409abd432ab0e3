package io.fovea.benchmark;

/**
 * How fast a layer is, forward or backward.
 *
 * @param seconds of a step, the time of all workers divided by their number
 * @param flops operations of a step that the definition asks for; 0 where memory accesses bound it
 * @param bytes of a step that are read and written, in whatever cache they lie
 */
public record LayerRate(double seconds, double flops, double bytes) {
    /**
     * The part of what the machine can do: of its operations, or if that is more of its memory accesses.
     *
     * @param peak operations a second
     * @param bandwidth bytes a second
     */
    public double share(double peak, double bandwidth) {
        return seconds == 0 ? 0 : Math.max(flops / seconds / peak, bytes / seconds / bandwidth);
    }
}
