package io.fovea.app;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.imageio.ImageIO;

/** Made-up data that a network learns in a moment: images of 8 x 8 pixels whose class is where the bright stripe is. */
final class Stripes {
    static final int SIZE = 8;
    static final int CLASSES = 3;

    private Stripes() {}

    /** A file as numpy's {@code savez} makes it, with training and test data. */
    static Path npz(Path file) throws IOException {
        return npz(file, Map.of(
                "x_train", bytes(60), "y_train", labels(60), "x_test", bytes(30), "y_test", labels(30)));
    }

    /** A file of the given arrays. */
    static Path npz(Path file, Map<String, byte[]> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> array : new TreeMap<>(arrays).entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** Folders {@code left}, {@code middle}, {@code right} of PNG files, ten in each. */
    static Path folder(Path folder) throws IOException {
        String[] names = {"left", "middle", "right"};
        for (int c = 0; c < CLASSES; c++) {
            Path own = Files.createDirectories(folder.resolve(names[c]));
            for (int i = 0; i < 10; i++) {
                image(own.resolve(i + ".png"), i * CLASSES + c);
            }
        }
        return folder;
    }

    /** An image file. */
    static Path image(Path file, int index) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                image.setRGB(x, y, pixel(index, x, y) * 0x010101);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** An array {@code [count, 8, 8, 3]} of bytes, in numpy's form. */
    static byte[] bytes(int count) {
        ByteBuffer pixels = ByteBuffer.allocate(count * SIZE * SIZE * 3);
        for (int i = 0; i < count; i++) {
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    byte value = (byte) pixel(i, x, y);
                    pixels.put(value).put(value).put(value);
                }
            }
        }
        return npy("|u1", "(" + count + ", 8, 8, 3)", pixels.array());
    }

    /** The same as floats, with the first pixel of the last sample set to {@code value}. */
    static byte[] floatsWith(int count, float value) {
        ByteBuffer pixels = ByteBuffer.allocate(count * SIZE * SIZE * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
        pixels.putFloat((count - 1) * SIZE * SIZE * 3 * 4, value);
        return npy("<f4", "(" + count + ", 8, 8, 3)", pixels.array());
    }

    /** Class indices {@code [count]}. */
    static byte[] labels(int count) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
        }
        return labels(labels);
    }

    /** These class indices. */
    static byte[] labels(int... labels) {
        ByteBuffer values = ByteBuffer.allocate(labels.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int label : labels) {
            values.putLong(label);
        }
        return npy("<i8", "(" + labels.length + ",)", values.array());
    }

    private static int pixel(int index, int x, int y) {
        boolean stripe = x / 3 == index % CLASSES;
        return (stripe ? 180 : 20) + (index * 7 + x * 5 + y * 11) % 60;
    }

    /** An array in numpy's form. */
    static byte[] npy(String type, String shape, byte[] data) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(padded.length());
        out.write(padded.length() >> 8);
        out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }
}
