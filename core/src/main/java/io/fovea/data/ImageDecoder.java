package io.fovea.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Decodes image files. Format and size are checked by the header, before a pixel is decoded. */
final class ImageDecoder {
    private static final int MAX_PIXELS = 64_000_000;
    private static final int MAX_SIDE = 16_000;
    private static final int BYTES_PER_PIXEL = 4;
    /** Java reads other formats too, among them one that takes nearly any bytes for an image. */
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private ImageDecoder() {}

    /**
     * Decodes a file, the first image where there are several, and hands it to {@code use} while the budget covers it.
     *
     * @throws BrokenImageException when the file is damaged, cut off, too large or no image
     */
    static <T> T decode(Path file, DecodingBudget budget, Function<BufferedImage, T> use) {
        return open(file, reader -> {
            long bytes = (long) reader.getWidth(0) * reader.getHeight(0) * BYTES_PER_PIXEL;
            return budget.run(bytes, () -> use.apply(
                    HeapAllocation.room(file.toString(), bytes, () -> decode(file, reader))));
        });
    }

    private static BufferedImage decode(Path file, ImageReader reader) {
        AtomicBoolean cutOff = new AtomicBoolean();
        // A JPEG that ends too early comes out grey in its lower part, with no more than a warning.
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.startsWith("Truncated") || warning.contains("premature end")) {
                cutOff.set(true);
            }
        });
        BufferedImage image = read(file, reader);
        if (cutOff.get()) {
            throw new BrokenImageException(file + " is damaged: it is cut off");
        }
        return image;
    }

    private static BufferedImage read(Path file, ImageReader reader) {
        try {
            return reader.read(0);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    private static <T> T open(Path file, Use<T> use) {
        if (!Files.isRegularFile(file)) {
            throw new BrokenImageException(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                check(file, reader.getWidth(0), reader.getHeight(0));
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK answer a damaged file with exceptions of many kinds.
            throw damaged(file, e);
        }
    }

    private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw new BrokenImageException(file + " is no image that can be read (PNG, JPEG, GIF, BMP)");
    }

    private static BrokenImageException damaged(Path file, Exception cause) {
        return new BrokenImageException(file + " is damaged or no image: " + cause.getMessage(), cause);
    }

    private static void check(Path file, int width, int height) {
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new BrokenImageException(
                    file + " has " + width + " x " + height + " pixels; allowed are " + MAX_SIDE + " a side and "
                            + MAX_PIXELS + " in all");
        }
    }
}
