package io.fovea.ops.augmentation;

/** Hue, saturation and value of colors (Smith, 1978), as TensorFlow computes them. */
final class Hsv {
    private Hsv() {}

    /** Of the color at {@code at}; hue and saturation are in [0, 1], the value is in the color's range. */
    static void of(float[] rgb, int at, float[] hsv) {
        float r = rgb[at];
        float g = rgb[at + 1];
        float b = rgb[at + 2];
        float value = Math.max(r, Math.max(g, b));
        float range = value - Math.min(r, Math.min(g, b));
        hsv[0] = hue(r, g, b, value, range);
        hsv[1] = value > 0 ? range / value : 0;
        hsv[2] = value;
    }

    private static float hue(float r, float g, float b, float value, float range) {
        if (!(range > 0)) {
            return 0;
        }
        float norm = 1 / (6 * range);
        float hue = r == value
                ? norm * (g - b)
                : g == value ? norm * (b - r) + 2f / 6 : norm * (r - g) + 4f / 6;
        return hue < 0 ? hue + 1 : hue;
    }

    /** The color of hue, saturation and value. */
    static void toRgb(float[] hsv, float[] rgb, int at) {
        float hue = 6 * hsv[0];
        rgb[at] = mixed(Math.abs(hue - 3) - 1, hsv);
        rgb[at + 1] = mixed(2 - Math.abs(hue - 2), hsv);
        rgb[at + 2] = mixed(2 - Math.abs(hue - 4), hsv);
    }

    private static float mixed(float part, float[] hsv) {
        float clipped = Math.min(Math.max(part, 0), 1);
        return ((1 - hsv[1]) + hsv[1] * clipped) * hsv[2];
    }
}
