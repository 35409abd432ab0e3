package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedNormalization(NormalizationKernel kernel, AccessCheck check) implements NormalizationKernel {
    @Override
    public void moments(int rows, int pixels, int channels, long x, long rowX, long moments) {
        check.read("moments: x", x, rows, rowX, (long) pixels * channels);
        check.write("moments", moments, 1, 0, 2L * channels);
        kernel.moments(rows, pixels, channels, x, rowX, moments);
    }

    @Override
    public void mergeMoments(
            int samples, int chunk, int count, int channels, long moments, long sampleBytes,
            long nodes, long nodeBytes, long merged) {
        check.read("mergeMoments: moments", moments, samples, sampleBytes, 2L * channels);
        check.write("mergeMoments: nodes", nodes, Math.ceilDiv(samples, chunk), nodeBytes, 4L * channels);
        check.write("mergeMoments: merged", merged, 1, 0, 2L * channels);
        kernel.mergeMoments(samples, chunk, count, channels, moments, sampleBytes, nodes, nodeBytes, merged);
    }

    private void checkNormalize(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        check.read("normalize: x", x, rows, rowX, (long) pixels * channels);
        check.read("normalize: scale", scale, 1, 0, channels);
        check.read("normalize: shift", shift, 1, 0, channels);
        check.write("normalize: y", y, rows, rowY, (long) pixels * channels);
    }

    @Override
    public void normalize(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        checkNormalize(rows, pixels, channels, x, rowX, scale, shift, y, rowY);
        kernel.normalize(rows, pixels, channels, x, rowX, scale, shift, y, rowY);
    }

    @Override
    public void normalizeRelu(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        checkNormalize(rows, pixels, channels, x, rowX, scale, shift, y, rowY);
        kernel.normalizeRelu(rows, pixels, channels, x, rowX, scale, shift, y, rowY);
    }

    private void checkGradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy, long statistics) {
        check.read("normalization gradient: x", x, rows, rowX, (long) pixels * channels);
        check.read("normalization gradient: dy", dy, rows, rowDy, (long) pixels * channels);
        check.read("normalization gradient: statistics", statistics, 1, 0, 4L * channels);
    }

    @Override
    public void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long sums, boolean first) {
        checkGradient(rows, pixels, channels, x, rowX, dy, rowDy, statistics);
        check.write("normalization gradient: sums", sums, 1, 0, 2L * channels);
        kernel.gradientSums(rows, pixels, channels, x, rowX, dy, rowDy, statistics, relu, sums, first);
    }

    @Override
    public void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long coefficients, long dx, long rowDx) {
        checkGradient(rows, pixels, channels, x, rowX, dy, rowDy, statistics);
        check.read("normalization gradient: coefficients", coefficients, 1, 0, 3L * channels);
        check.write("normalization gradient: dx", dx, rows, rowDx, (long) pixels * channels);
        kernel.gradient(
                rows, pixels, channels, x, rowX, dy, rowDy, statistics, relu, coefficients, dx, rowDx);
    }
}
