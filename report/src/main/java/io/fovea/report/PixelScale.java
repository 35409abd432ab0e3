package io.fovea.report;

import io.fovea.data.Samples;

/**
 * How the numbers of images become grey levels: {@code (value - black) / (white - black)}. Images come scaled to
 * [0, 1], as bytes of [0, 255], or shifted about zero; which of them is seen from the numbers.
 *
 * @param black the value that is shown as black
 * @param white the value that is shown as white, above {@code black}
 */
record PixelScale(float black, float white) {
    private static final int LOOKED_AT = 256;
    /**
     * Bytes that never get brighter than this would be a data set of nights; few grey levels, 0…16 say, are likelier.
     */
    private static final int MOST_OF_FEW_LEVELS = 64;

    /** The scale of a set of images, from the range of the first 256. */
    static PixelScale of(Samples images) {
        float[] image = new float[images.shape().size()];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(LOOKED_AT, images.size()); i++) {
            images.read(i, image, 0);
            for (float value : image) {
                if (Float.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        if (least < 0) {
            return new PixelScale(least, Math.max(most, Math.nextUp(least)));
        }
        if (most <= 1) {
            return new PixelScale(0, 1);
        }
        return new PixelScale(0, most <= MOST_OF_FEW_LEVELS ? most : Math.max(255, most));
    }

    /** The scale on which the given numbers span everything from black to white. */
    static PixelScale spanning(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return least < most ? new PixelScale(least, most)
                : new PixelScale(Math.min(least, 0) - 1, Math.max(most, 0) + 1);
    }

    /** A value as grey level 0…255; what lies outside is cut off, and what is no number is black. */
    int level(float value) {
        return Math.round(255 * Math.clamp((value - black) / (white - black), 0f, 1f));
    }
}
