package io.fovea.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fovea.tensor.Shape;

/**
 * The value of {@code --size}.
 *
 * @param height in pixels
 * @param width in pixels
 */
record ImageSize(int height, int width) {
    /** What the tutorial's model is made for. */
    static final ImageSize DEFAULT = new ImageSize(32, 32);

    private static final int MAX_SIDE = 16_000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})[xX×](\\d{1,9})");

    /**
     * Parses {@code HxW}.
     *
     * @throws UsageException when it has another form, or a side is 0 or too large
     */
    static ImageSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("--size is a height and a width in pixels, as 32x32, but got '" + text + "'");
        }
        ImageSize size = new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        Ranges.check("--size", size.height(), 1, MAX_SIDE);
        Ranges.check("--size", size.width(), 1, MAX_SIDE);
        return size;
    }

    /** The shape of a colour image. */
    Shape shape() {
        return Shape.of(height, width, 3);
    }

    /** {@code 32x32}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
