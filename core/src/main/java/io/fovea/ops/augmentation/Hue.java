package io.fovea.ops.augmentation;

/**
 * Turns the hue of colors one way or the other, by half of a drawn number of turns.
 *
 * @param factor the number
 * @param values the range of the numbers
 */
public record Hue(Interval factor, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        float[] color = new float[3];
        float[] hsv = new float[3];
        return (x, y, draw) -> {
            float turn = draw.sign() * (float) draw.uniform(factor) * 0.5f;
            for (int i = 0; i < x.length; i += 3) {
                for (int k = 0; k < 3; k++) {
                    color[k] = values.to(Interval.UNIT, x[i + k]);
                }
                Hsv.of(color, 0, hsv);
                hsv[0] = turned(hsv[0] + turn);
                Hsv.toRgb(hsv, color, 0);
                for (int k = 0; k < 3; k++) {
                    y[i + k] = Interval.UNIT.to(values, Interval.UNIT.clip(color[k]));
                }
            }
        };
    }

    private static float turned(float hue) {
        return hue > 1 ? hue - 1 : hue < 0 ? hue + 1 : hue;
    }
}
