package io.fovea.data;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.fovea.files.AtomicFile;
import io.fovea.tensor.Tensor;

/** Reads and writes {@code .npy}, NumPy's file format for one array. */
public final class Npy {
    private static final int BLOCK = 8192;

    private Npy() {}

    /**
     * Reads samples: the first dimension of the array counts them.
     *
     * @throws DataException when the file is no such array
     */
    public static Tensor read(Path file) {
        NpyArray array = readArray(file);
        if (array.shape().length < 2 || Arrays.stream(array.shape()).skip(1).anyMatch(size -> size == 0)) {
            throw new DataException(
                    file + " has the shape " + Arrays.toString(array.shape())
                            + ", but samples need two dimensions or more, none of them 0: [n, h, w, c]");
        }
        return array.samples();
    }

    /**
     * Reads an array of any shape.
     *
     * @throws DataException when the file is none, or is cut off, or longer than its shape says
     */
    public static NpyArray readArray(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            NpyReader reader = NpyReader.of(file.toString(), in, Files.size(file));
            return new NpyArray(reader.header().shape(), reader.header().isBytes(), reader.floats());
        } catch (IOException e) {
            throw new DataException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes float32 numbers, row-major; the file appears whole or not at all.
     *
     * @throws IllegalArgumentException when {@code values} aren't as many as {@code shape} says
     */
    public static void write(Path file, int[] shape, float[] values) throws IOException {
        write(file, "<f4", shape, values.length, (buffer, i) -> buffer.putFloat(values[i]));
    }

    /**
     * Writes int32 numbers, row-major; the file appears whole or not at all.
     *
     * @throws IllegalArgumentException when {@code values} aren't as many as {@code shape} says
     */
    public static void write(Path file, int[] shape, int[] values) throws IOException {
        write(file, "<i4", shape, values.length, (buffer, i) -> buffer.putInt(values[i]));
    }

    private interface Put {
        void put(ByteBuffer buffer, int index);
    }

    private static void write(Path file, String type, int[] shape, int count, Put put) throws IOException {
        checkCount(shape, count);
        AtomicFile.write(file, out -> {
            out.write(header(type, shape));
            ByteBuffer block = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < count; at += BLOCK) {
                block.clear();
                for (int i = at; i < Math.min(count, at + BLOCK); i++) {
                    put.put(block, i);
                }
                out.write(block.array(), 0, block.position());
            }
        });
    }

    static void checkCount(int[] shape, int count) {
        BigInteger product = Arrays.stream(shape).mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        if (Arrays.stream(shape).anyMatch(size -> size < 0) || !product.equals(BigInteger.valueOf(count))) {
            throw new IllegalArgumentException(
                    "the shape " + Arrays.toString(shape) + " does not have " + count + " values");
        }
    }

    static byte[] header(String type, int[] shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes
                + (shape.length == 1 ? "," : "") + "), }";
        int length = (10 + text.length() + 1 + 63) / 64 * 64;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        header.putShort((short) (length - 10)).put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.position() < length - 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }
}
