package io.fovea.data;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

import io.fovea.tensor.Shape;

/**
 * A sheet of images in rows and columns on white, each with the name of its class under it. Pixels are enlarged to squares,
 * so that small images show what a model sees. No screen is needed.
 *
 * <p>Example: {@code ImageIO.write(ContactSheet.of(test.images(), test.labels(), test.classNames(), 10, 5, 3), "png", file)}
 */
public final class ContactSheet {
    private static final int GAP = 10;
    private static final int FONT_SIZE = 13;
    private static final long MOST_PIXELS = 100_000_000;
    private static final Color INK = new Color(0x22, 0x22, 0x22);

    private final Samples images;
    private final Samples labels;
    private final List<String> classNames;
    private final int zoom;
    private final int height;
    private final int width;
    private final int channels;

    private ContactSheet(Samples images, Samples labels, List<String> classNames, int zoom) {
        Shape shape = images.shape();
        if (shape.rank() != 3 || shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "images have the shape [height, width, 1 or 3], but these samples have " + shape);
        }
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
        this.zoom = zoom;
        height = shape.dimension(0);
        width = shape.dimension(1);
        channels = shape.channels();
    }

    /**
     * A sheet of the first {@code columns * rows} images; fewer rows if there are fewer images.
     *
     * @param images of shape {@code [height, width, 1 or 3]}, numbers of [0, 1] or, where the first images exceed 1, of
     *     [0, 255]
     * @param labels of as many samples: class indices, or one-hot vectors
     * @param classNames what the class indices mean; an index without a name is shown as a number
     * @param columns 1 or more
     * @param rows 1 or more
     * @param zoom how many pixels wide and high a pixel becomes, 1 or more
     * @throws IllegalArgumentException when a number is out of its range, the samples are no images or have no label each, or
     *     the sheet would have more than 100 million pixels
     */
    public static BufferedImage of(
            Samples images, Samples labels, List<String> classNames, int columns, int rows, int zoom) {
        if (columns < 1 || rows < 1 || zoom < 1) {
            throw new IllegalArgumentException(
                    "columns, rows and zoom of a sheet are 1 or more, but got " + columns + ", "
                            + rows + " and " + zoom);
        }
        if (images.size() != labels.size() || images.size() == 0) {
            throw new IllegalArgumentException("a sheet needs images with a label each, but got " + images.size()
                    + " images and " + labels.size() + " labels");
        }
        return new ContactSheet(images, labels, classNames, zoom).draw(columns, rows);
    }

    private BufferedImage draw(int columns, int rows) {
        int count = (int) Math.min((long) columns * rows, images.size());
        long usedRows = (count + (long) columns - 1) / columns;
        long cellWidth = (long) width * zoom + GAP;
        long cellHeight = (long) height * zoom + GAP + FONT_SIZE + 4;
        long sheetWidth = columns * cellWidth + GAP;
        long sheetHeight = usedRows * cellHeight + GAP;
        if (sheetWidth > MOST_PIXELS || sheetHeight > MOST_PIXELS || sheetWidth * sheetHeight > MOST_PIXELS) {
            throw new IllegalArgumentException("a sheet of " + sheetWidth + " x " + sheetHeight
                    + " pixels is too large; ask for fewer columns or rows, or a smaller zoom");
        }
        var sheet = new BufferedImage((int) sheetWidth, (int) sheetHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
            float factor = factor(count);
            for (int i = 0; i < count; i++) {
                int x = (int) (GAP + i % columns * cellWidth);
                int y = (int) (GAP + i / columns * cellHeight);
                graphics.drawImage(image(i, factor), x, y, width * zoom, height * zoom, null);
                write(graphics, name(i), x, y + height * zoom);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    /** What makes the numbers of the first {@code count} images bytes. */
    private float factor(int count) {
        float[] values = new float[images.shape().size()];
        for (int i = 0; i < count; i++) {
            images.read(i, values, 0);
            for (float value : values) {
                if (value > 1) {
                    return 1;
                }
            }
        }
        return 255;
    }

    private BufferedImage image(int index, float factor) {
        float[] values = new float[images.shape().size()];
        images.read(index, values, 0);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < width * height; pixel++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                float value = values[pixel * channels + Math.min(c, channels - 1)] * factor;
                rgb = rgb << 8 | Math.clamp(Math.round(value), 0, 255);
            }
            image.setRGB(pixel % width, pixel / width, rgb);
        }
        return image;
    }

    private String name(int index) {
        float[] label = new float[labels.shape().size()];
        labels.read(index, label, 0);
        int classIndex = label.length == 1 ? (int) label[0] : largest(label);
        return classIndex >= 0 && classIndex < classNames.size() ? classNames.get(classIndex) : "class " + classIndex;
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Writes a name in the middle under an image, cut where it is too long for it. */
    private void write(Graphics2D graphics, String name, int x, int y) {
        FontMetrics metrics = graphics.getFontMetrics();
        int room = width * zoom + GAP - 2;
        String text = name;
        for (int end = name.length() - 1; end > 0 && metrics.stringWidth(text) > room; end--) {
            text = name.substring(0, end) + "…";
        }
        graphics.setColor(INK);
        graphics.drawString(text, x + (width * zoom - metrics.stringWidth(text)) / 2, y + metrics.getAscent() + 2);
    }
}
