package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedLayerNormalization(LayerNormalizationKernel kernel, AccessCheck check)
        implements LayerNormalizationKernel {
    @Override
    public void forward(
            Kind kind, float epsilon, int pixels, int channels, long x, long pixelX, long scale, long shift, long y,
            long pixelY, long statistics, long scratch) {
        check.read("layer normalization: x", x, pixels, pixelX, channels);
        check.read("layer normalization: scale", scale, 1, 0, channels);
        check.read("layer normalization: shift", shift, 1, 0, channels);
        check.write("layer normalization: y", y, pixels, pixelY, channels);
        check.writeBytes("layer normalization: statistics", statistics, pixels * STATISTICS_BYTES);
        check.writeBytes("layer normalization: scratch", scratch, SCRATCH_BYTES);
        kernel.forward(
                kind, epsilon, pixels, channels, x, pixelX, scale, shift, y, pixelY, statistics, scratch);
    }

    @Override
    public void gradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long scale, long statistics, long dx,
            long pixelDx, long scratch) {
        check.read("layer normalization gradient: x", x, pixels, pixelX, channels);
        check.read("layer normalization gradient: dy", dy, pixels, pixelDy, channels);
        check.read("layer normalization gradient: scale", scale, 1, 0, channels);
        check.read("layer normalization gradient: statistics", statistics, pixels, STATISTICS_BYTES, 4);
        check.write("layer normalization gradient: dx", dx, pixels, pixelDx, channels);
        check.writeBytes("layer normalization gradient: scratch", scratch, SCRATCH_BYTES);
        kernel.gradient(pixels, channels, x, pixelX, dy, pixelDy, scale, statistics, dx, pixelDx, scratch);
    }

    @Override
    public void weightGradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long statistics, long dScale,
            long dShift, boolean first) {
        check.read("layer normalization weight gradient: x", x, pixels, pixelX, channels);
        check.read("layer normalization weight gradient: dy", dy, pixels, pixelDy, channels);
        check.read("layer normalization weight gradient: statistics", statistics, pixels, STATISTICS_BYTES, 4);
        check.write("layer normalization weight gradient: scale", dScale, 1, 0, channels);
        check.write("layer normalization weight gradient: shift", dShift, 1, 0, channels);
        kernel.weightGradient(pixels, channels, x, pixelX, dy, pixelDy, statistics, dScale, dShift, first);
    }
}
