package io.fovea.data;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import io.fovea.tensor.Shape;

/**
 * Reads pictures: PNG, JPEG, GIF (the first frame), BMP. What is transparent shows white behind it; a grey picture becomes red =
 * green = blue where colours are asked for, and the other way round by {@code 0.299 R + 0.587 G + 0.114 B}.
 */
public final class Pictures {
    private static final int MOST_PIXELS = 64_000_000;
    private static final int LONGEST = 16_000;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private Pictures() {}

    /** Whether the name of {@code file} is that of a picture. */
    public static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The pictures of a folder, sorted by name; hidden files and others are passed over. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> Files.isRegularFile(f) && isPicture(f)).sorted().toList();
        } catch (IOException e) {
            throw new DataException(folder + " can't be read: " + e, e);
        }
    }

    /**
     * Reads pictures in one size.
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @return numbers of [0, 1]
     */
    public static ByteSamples of(List<Path> files, Shape size) {
        byte[] all = new byte[Math.multiplyExact(files.size(), size.size())];
        for (int i = 0; i < files.size(); i++) {
            System.arraycopy(read(files.get(i), size), 0, all, i * size.size(), size.size());
        }
        return ByteSamples.scaled(all, size);
    }

    /**
     * Reads one picture, resized as {@code size} says ({@link Resizing a triangle filter}).
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @return unsigned bytes, row by row
     * @throws DataException when the file is no picture, is damaged, or larger than 16,000 pixels a side or 64 million in all
     */
    public static byte[] read(Path file, Shape size) {
        int channels = size.rank() == 3 ? size.channels() : 0;
        if (channels != 1 && channels != 3) {
            throw new DataException(
                    "a picture can be read as [h, w, 1] or [h, w, 3], but the model wants " + size);
        }
        BufferedImage image = decode(file);
        float[] pixels = pixels(image, channels);
        float[] resized = Resizing.resize(
                pixels, image.getHeight(), image.getWidth(), channels, size.dimension(0), size.dimension(1));
        byte[] bytes = new byte[resized.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.clamp(Math.round(resized[i]), 0, 255);
        }
        return bytes;
    }

    /** The size of a picture {@code [h, w, 3]}, from its header alone. */
    static Shape sizeOf(Path file) {
        return open(file, (reader, f) -> Shape.of(reader.getHeight(0), reader.getWidth(0), 3));
    }

    private static BufferedImage decode(Path file) {
        BufferedImage image = open(file, (reader, f) -> reader.read(0));
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = rgb.createGraphics();
        g.setComposite(AlphaComposite.SrcOver);
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        return rgb;
    }

    private interface Use<T> {
        T with(ImageReader reader, Path file) throws IOException;
    }

    private static <T> T open(Path file, Use<T> use) {
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new DataException(file + " can't be read");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(file + " is no picture that can be read (PNG, JPEG, GIF, BMP)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                check(file, reader.getWidth(0), reader.getHeight(0));
                return use.with(reader, file);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException
                | IllegalStateException | NullPointerException e) {
            // The readers of the JDK answer a damaged file with any of these.
            throw new DataException(file + " is damaged or no picture: " + e.getMessage(), e);
        }
    }

    private static void check(Path file, int width, int height) {
        if (width > LONGEST || height > LONGEST || (long) width * height > MOST_PIXELS) {
            throw new DataException(
                    file + " has " + width + " x " + height + " pixels; allowed are " + LONGEST + " a side and "
                            + MOST_PIXELS + " in all");
        }
    }

    private static float[] pixels(BufferedImage image, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        float[] pixels = new float[width * height * channels];
        for (int i = 0; i < rgb.length; i++) {
            float red = rgb[i] >> 16 & 0xff;
            float green = rgb[i] >> 8 & 0xff;
            float blue = rgb[i] & 0xff;
            if (channels == 1) {
                pixels[i] = 0.299f * red + 0.587f * green + 0.114f * blue;
            } else {
                pixels[3 * i] = red;
                pixels[3 * i + 1] = green;
                pixels[3 * i + 2] = blue;
            }
        }
        return pixels;
    }
}
