package io.fovea.data;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A sheet of pictures with the names of their classes. */
public final class ContactSheet {
    private static final int GAP = 10;
    private static final int CAPTION = 18;

    private ContactSheet() {}

    /**
     * Draws the first {@code columns x rows} pictures, or as many as there are.
     *
     * @param images {@code [h, w, 1]} or {@code [h, w, 3]}, numbers of [0, 1]
     * @param labels class indices
     * @param classNames their names; where one is missing the index is written
     * @param zoom screen pixels of a picture's pixel
     */
    public static BufferedImage of(
            Samples images, Samples labels, List<String> classNames, int columns, int rows, int zoom) {
        int height = images.shape().dimension(0) * zoom;
        int width = images.shape().dimension(1) * zoom;
        int shown = Math.min(columns * rows, images.size());
        int lines = Math.max(1, (shown + columns - 1) / columns);
        BufferedImage sheet = new BufferedImage(
                GAP + columns * (width + GAP), GAP + lines * (height + CAPTION + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Color.BLACK);
        for (int i = 0; i < shown; i++) {
            int x = GAP + i % columns * (width + GAP);
            int y = GAP + i / columns * (height + CAPTION + GAP);
            g.drawImage(picture(images, i), x, y, width, height, null);
            caption(g, name(labels, i, classNames), x, y + height, width);
        }
        g.dispose();
        return sheet;
    }

    private static void caption(Graphics2D g, String text, int x, int y, int width) {
        FontMetrics metrics = g.getFontMetrics();
        String shown = text;
        while (metrics.stringWidth(shown) > width && shown.length() > 1) {
            shown = shown.substring(0, shown.length() - 1);
        }
        g.drawString(shown, x + (width - metrics.stringWidth(shown)) / 2, y + metrics.getAscent() + 1);
    }

    private static String name(Samples labels, int index, List<String> classNames) {
        float[] label = new float[labels.shape().size()];
        labels.read(index, label, 0);
        int value = (int) label[0];
        return value < classNames.size() ? classNames.get(value) : Integer.toString(value);
    }

    /**
     * One picture.
     *
     * @param images {@code [h, w, 1]} or {@code [h, w, 3]}, numbers of [0, 1]; others are cut off at the ends
     * @throws IllegalArgumentException for other numbers of channels
     */
    public static BufferedImage picture(Samples images, int index) {
        int channels = images.shape().channels();
        if (images.shape().rank() != 3 || channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "a picture has the shape [h, w, 1] or [h, w, 3], but got " + images.shape());
        }
        int height = images.shape().dimension(0);
        int width = images.shape().dimension(1);
        float[] values = new float[images.shape().size()];
        images.read(index, values, 0);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < width * height; p++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                float v = values[p * channels + Math.min(c, channels - 1)];
                rgb = rgb << 8 | Math.clamp(Math.round(v * 255), 0, 255);
            }
            picture.setRGB(p % width, p / width, rgb);
        }
        return picture;
    }
}
