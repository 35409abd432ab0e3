package io.fovea.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a camera was held: a JPEG keeps the pixels as the sensor had them, and a tag that says how to turn them.
 *
 * <p>The tag is read from the file's segments and not with Java's metadata reader, which refuses files that decode well. Where
 * anything in it is irregular, the image is taken as it is.
 *
 * <p>Source: Exif 2.32, tag 0x0112; JPEG segments as in ITU T.81, annex B.
 *
 * @param transposed whether rows and columns are exchanged, before the image is mirrored
 * @param mirroredX whether the columns run from right to left
 * @param mirroredY whether the rows run from bottom to top
 */
record ExifOrientation(boolean transposed, boolean mirroredX, boolean mirroredY) {
    static final ExifOrientation UPRIGHT = new ExifOrientation(false, false, false);

    private static final int START = 0xffd8;
    private static final int APP1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int UNSIGNED_SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    /** The orientation that a file states; upright where it states none. */
    static ExifOrientation of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return segment(in).map(ExifOrientation::parse).orElse(UPRIGHT);
        } catch (EOFException e) {
            return UPRIGHT;
        }
    }

    /** The TIFF structure in the file's Exif segment. */
    private static Optional<ByteBuffer> segment(DataInputStream in) throws IOException {
        if (in.readUnsignedShort() != START) {
            return Optional.empty();
        }
        int marker = in.readUnsignedShort();
        while (marker >> 8 == 0xff && marker != START_OF_SCAN) {
            int length = in.readUnsignedShort() - 2;
            if (length < 0) {
                return Optional.empty();
            }
            byte[] content = in.readNBytes(length);
            if (marker == APP1 && startsWithExif(content)) {
                return Optional.of(ByteBuffer.wrap(content, EXIF.length, content.length - EXIF.length).slice());
            }
            marker = in.readUnsignedShort();
        }
        return Optional.empty();
    }

    private static boolean startsWithExif(byte[] content) {
        return content.length > EXIF.length && ByteBuffer.wrap(content, 0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
    }

    private static ExifOrientation parse(ByteBuffer tiff) {
        try {
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_BYTES;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION && tiff.getShort(entry + 2) == UNSIGNED_SHORT) {
                    return ofTag(tiff.getShort(entry + 8));
                }
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    /** The meaning of the tag's values 1 to 8; others are not defined. */
    private static ExifOrientation ofTag(int value) {
        return switch (value) {
            case 2 -> new ExifOrientation(false, true, false);
            case 3 -> new ExifOrientation(false, true, true);
            case 4 -> new ExifOrientation(false, false, true);
            case 5 -> new ExifOrientation(true, false, false);
            case 6 -> new ExifOrientation(true, true, false);
            case 7 -> new ExifOrientation(true, true, true);
            case 8 -> new ExifOrientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /**
     * Turns an image.
     *
     * @param stored as the file has it, row-major; {@code [width, height, channels]} where it is transposed
     * @param height of the result
     * @param width of the result
     */
    float[] apply(float[] stored, int height, int width, int channels) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        float[] upright = new float[stored.length];
        for (int y = 0; y < height; y++) {
            int row = mirroredY ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int column = mirroredX ? width - 1 - x : x;
                int from = transposed ? column * height + row : row * width + column;
                System.arraycopy(stored, from * channels, upright, (y * width + x) * channels, channels);
            }
        }
        return upright;
    }
}
