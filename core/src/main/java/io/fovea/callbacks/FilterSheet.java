package io.fovea.callbacks;

import java.awt.image.BufferedImage;

import io.fovea.tensor.Shape;

/** The filters of a convolution in rows of eight, each pixel enlarged, each filter from its smallest weight to its largest. */
final class FilterSheet {
    private static final int COLUMNS = 8;
    private static final int ZOOM = 8;
    private static final int GAP = 2;
    private static final int WHITE = 0xffffff;

    private FilterSheet() {}

    /** Whether weights of this shape are filters that can be seen: {@code [h, w, 1 or 3, filters]}. */
    static boolean shows(Shape kernel) {
        return kernel.rank() == 4 && (kernel.dimension(2) == 1 || kernel.dimension(2) == 3);
    }

    /** The sheet of a kernel {@code [h, w, 1 or 3, filters]}. */
    static BufferedImage of(Shape kernel, float[] weights) {
        int filters = kernel.dimension(3);
        int cellHeight = kernel.dimension(0) * ZOOM + GAP;
        int cellWidth = kernel.dimension(1) * ZOOM + GAP;
        int columns = Math.min(COLUMNS, filters);
        BufferedImage sheet = new BufferedImage(
                columns * cellWidth + GAP, Math.ceilDiv(filters, columns) * cellHeight + GAP,
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, WHITE);
            }
        }
        for (int f = 0; f < filters; f++) {
            draw(sheet, kernel, weights, f, GAP + f % columns * cellWidth, GAP + f / columns * cellHeight);
        }
        return sheet;
    }

    private static void draw(BufferedImage sheet, Shape kernel, float[] weights, int filter, int left, int top) {
        int filters = kernel.dimension(3);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = filter; i < weights.length; i += filters) {
            least = Math.min(least, weights[i]);
            most = Math.max(most, weights[i]);
        }
        float span = most > least ? most - least : 1;
        int channels = kernel.dimension(2);
        for (int y = 0; y < kernel.dimension(0) * ZOOM; y++) {
            for (int x = 0; x < kernel.dimension(1) * ZOOM; x++) {
                int pixel = (y / ZOOM * kernel.dimension(1) + x / ZOOM) * channels;
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    float weight = weights[(pixel + Math.min(c, channels - 1)) * filters + filter];
                    rgb = rgb << 8 | Math.clamp(Math.round(255 * (weight - least) / span), 0, 255);
                }
                sheet.setRGB(left + x, top + y, rgb);
            }
        }
    }
}
