package io.fovea.benchmark;

/**
 * The cost of one work of a step.
 *
 * @param work its name: the layer's, and which pass it is
 * @param seconds of a step: the time of all workers, divided by their number
 * @param flops operations of a step that the definition of the layer asks for; 0 where memory accesses bound it
 * @param bytes of a step that it reads and writes, in whatever cache they lie
 */
public record WorkRate(String work, double seconds, double flops, double bytes) {
    /** Operations a second. */
    public double flopsPerSecond() {
        return flops / seconds;
    }

    /** Bytes a second. */
    public double bytesPerSecond() {
        return bytes / seconds;
    }
}
