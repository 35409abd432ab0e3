package io.fovea.kernels;

import io.fovea.runtime.MemoryRanges;

/**
 * Kernels that check every call: each address with its strides and counts must lie in one of the plan's or the model's buffers. A
 * plan uses them when assertions are enabled. A check allocates nothing.
 */
public final class AccessCheck {
    private MemoryRanges ranges = MemoryRanges.NONE;

    /** Sets what the kernels may use: called once the buffers have been placed, before the first call of a kernel. */
    public void ranges(MemoryRanges allowed) {
        ranges = allowed;
    }

    /** {@code kernels} with the check before each call. */
    public Kernels of(Kernels kernels) {
        int lanes = kernels.lanes();
        return new Kernels(
                kernels.name(), lanes, new CheckedMatrix(kernels.matrix(), this, lanes),
                new CheckedDepthwise(kernels.depthwise(), this),
                new CheckedWinograd(kernels.winograd(), this, lanes), new CheckedActivation(kernels.activation(), this),
                new CheckedElementwise(kernels.elementwise(), this),
                new CheckedArithmetic(kernels.arithmetic(), this), new CheckedPooling(kernels.pooling(), this, lanes),
                new CheckedNormalization(kernels.normalization(), this),
                new CheckedLayerNormalization(kernels.layerNormalization(), this),
                new CheckedUpdates(kernels.updates(), this),
                new CheckedAdaptiveUpdates(kernels.adaptive(), this),
                new CheckedGradientSteps(kernels.gradients(), this));
    }

    /** A read of {@code count} floats in each of {@code rows} rows. */
    void read(String what, long address, long rows, long stride, long count) {
        read(what, address, rows, stride, 1, 0, 1, 0, count);
    }

    /** A read of {@code count} floats at each place of a grid of three strides, of which some may be negative. */
    void read(
            String what, long address, long n1, long stride1, long n2, long stride2, long n3, long stride3,
            long count) {
        if (n1 > 0 && n2 > 0 && n3 > 0 && count > 0) {
            long first = address + low(n1, stride1) + low(n2, stride2) + low(n3, stride3);
            long end = address + high(n1, stride1) + high(n2, stride2) + high(n3, stride3) + Float.BYTES * count;
            ranges.checkRead(what, first, end);
        }
    }

    /** A write of {@code count} floats in each of {@code rows} rows. */
    void write(String what, long address, long rows, long stride, long count) {
        write(what, address, rows, stride, 1, 0, count);
    }

    /** A write of {@code count} floats at each place of a grid of two strides. */
    void write(String what, long address, long n1, long stride1, long n2, long stride2, long count) {
        if (n1 > 0 && n2 > 0 && count > 0) {
            long first = address + low(n1, stride1) + low(n2, stride2);
            long end = address + high(n1, stride1) + high(n2, stride2) + Float.BYTES * count;
            ranges.checkWrite(what, first, end);
        }
    }

    /** A write of {@code bytes} bytes. */
    void writeBytes(String what, long address, long bytes) {
        ranges.checkWrite(what, address, address + bytes);
    }

    private static long low(long count, long stride) {
        return Math.min(0, Math.multiplyExact(count - 1, stride));
    }

    private static long high(long count, long stride) {
        return Math.max(0, Math.multiplyExact(count - 1, stride));
    }
}
