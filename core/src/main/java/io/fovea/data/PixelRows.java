package io.fovea.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;

/**
 * An image row by row, as numbers of [0, 255]: red, green and blue, or grey by {@code 0.299 R + 0.587 G + 0.114 B}. What is
 * transparent shows white behind it.
 *
 * <p>Grey and common colour images are read from their samples. Java's conversion would take grey for linear light and
 * make 188 of 128.
 */
final class PixelRows {
    private static final float WHITE = 255;

    private final BufferedImage image;
    private final int channels;
    private final int bands;
    private final float scale;
    private final int[] row;

    /** @param channels 1 for grey, 3 for red, green and blue */
    PixelRows(BufferedImage image, int channels) {
        this.image = image;
        this.channels = channels;
        ColorModel model = image.getColorModel();
        boolean direct = isDirect(model);
        bands = direct ? model.getNumComponents() : 0;
        scale = direct && model.getComponentSize(0) == 16 ? 257 : 1;
        row = new int[image.getWidth() * Math.max(1, bands)];
    }

    private static boolean isDirect(ColorModel model) {
        if (!(model instanceof ComponentColorModel) || model.isAlphaPremultiplied()) {
            return false;
        }
        for (int bits : model.getComponentSize()) {
            if (bits != 8 && bits != 16) {
                return false;
            }
        }
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY || model.getColorSpace().isCS_sRGB();
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    int channels() {
        return channels;
    }

    /** Writes row {@code y}, pixel by pixel, into {@code into}. */
    void read(int y, float[] into) {
        if (bands == 0) {
            image.getRGB(0, y, width(), 1, row, 0, width());
            for (int x = 0; x < width(); x++) {
                int pixel = row[x];
                put(into, x, pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff, (pixel >>> 24) / WHITE);
            }
            return;
        }
        image.getRaster().getPixels(0, y, width(), 1, row);
        int green = bands < 3 ? 0 : 1;
        int blue = bands < 3 ? 0 : 2;
        boolean alpha = bands % 2 == 0;
        for (int x = 0; x < width(); x++) {
            int at = x * bands;
            put(into, x, row[at] / scale, row[at + green] / scale, row[at + blue] / scale,
                    alpha ? row[at + bands - 1] / scale / WHITE : 1);
        }
    }

    private void put(float[] into, int x, float red, float green, float blue, float alpha) {
        float behind = WHITE * (1 - alpha);
        if (channels == 1) {
            float grey = red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
            into[x] = grey * alpha + behind;
        } else {
            into[3 * x] = red * alpha + behind;
            into[3 * x + 1] = green * alpha + behind;
            into[3 * x + 2] = blue * alpha + behind;
        }
    }
}
