package io.fovea.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

import io.fovea.tensor.Shape;

/** A file with a picture: its format and its size are checked by what its header says before a pixel is decoded. */
final class PictureFile {
    private static final int MOST_PIXELS = 64_000_000;
    private static final int LONGEST = 16_000;
    /** Java reads other formats too, among them one that takes nearly any bytes for a picture. */
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private PictureFile() {}

    /** The size of a picture {@code [h, w, 3]}, from its header alone. */
    static Shape size(Path file) {
        return open(file, reader -> Shape.of(reader.getHeight(0), reader.getWidth(0), 3));
    }

    /**
     * The picture, decoded: the first one where there are several.
     *
     * @throws DataException when it is damaged, cut off, too large or no picture
     */
    static BufferedImage decode(Path file) {
        AtomicBoolean cutOff = new AtomicBoolean();
        BufferedImage image = open(file, reader -> {
            // A JPEG that ends too early comes out grey in its lower part, with no more than a warning.
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warning.startsWith("Truncated") || warning.contains("premature end")) {
                    cutOff.set(true);
                }
            });
            long bytes = (long) reader.getWidth(0) * reader.getHeight(0) * 3;
            return Heap.room(file.toString(), bytes, () -> read(file, reader));
        });
        if (cutOff.get()) {
            throw new DataException(file + " is damaged: it is cut off");
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
            throw new DataException(file + (Files.exists(file) ? " is no file" : " does not exist"));
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
        throw new DataException(file + " is no picture that can be read (PNG, JPEG, GIF, BMP)");
    }

    private static DataException damaged(Path file, Exception cause) {
        return new DataException(file + " is damaged or no picture: " + cause.getMessage(), cause);
    }

    private static void check(Path file, int width, int height) {
        if (width > LONGEST || height > LONGEST || (long) width * height > MOST_PIXELS) {
            throw new DataException(
                    file + " has " + width + " x " + height + " pixels; allowed are " + LONGEST + " a side and "
                            + MOST_PIXELS + " in all");
        }
    }
}
