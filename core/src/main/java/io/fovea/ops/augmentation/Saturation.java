package io.fovea.ops.augmentation;

/**
 * Multiplies the saturation of colors. Of a drawn number f the factor is {@code f / (1 - f)}: 0 makes an image grey, 0.5 leaves it,
 * more makes it more colorful.
 *
 * @param factor f
 * @param values what the saturation is kept in, as Keras does
 */
public record Saturation(Interval factor, Interval values) implements ImageChange {
    private static final float EPSILON = 1e-7f;

    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        float[] hsv = new float[3];
        return (x, y, draw) -> {
            float drawn = (float) draw.uniform(factor);
            float scale = drawn / (1 - drawn + EPSILON);
            for (int i = 0; i < x.length; i += 3) {
                Hsv.of(x, i, hsv);
                hsv[1] = values.clip(hsv[1] * scale);
                Hsv.toRgb(hsv, y, i);
            }
        };
    }
}
