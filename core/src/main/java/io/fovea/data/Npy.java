package io.fovea.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.fovea.tensor.Tensor;

/** Reads and writes {@code .npy}, NumPy's file format for one array. */
public final class Npy {
    private Npy() {}

    /**
     * Reads samples: the first dimension of the array counts them.
     *
     * @throws DataException when the file is no such array
     */
    public static Tensor read(Path file) {
        NpyArray array = readArray(file);
        if (array.shape().length < 2) {
            throw new DataException(
                    file + " has the shape " + Arrays.toString(array.shape())
                            + ", but samples need two dimensions or more: [n, h, w, c]");
        }
        return array.samples();
    }

    /**
     * Reads an array of any shape.
     *
     * @throws DataException when the file is none, or is cut off, or longer than its shape says
     */
    public static NpyArray readArray(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(file.toString(), in, Files.size(file));
        } catch (IOException e) {
            throw new DataException(file + " can't be read: " + e, e);
        }
    }

    /** Reads an array of {@code size} bytes in all; nothing is allocated before the header and the size agree. */
    static NpyArray read(String name, InputStream in, long size) throws IOException {
        Counted counted = new Counted(in);
        NpyHeader header = NpyHeader.read(name, new DataInputStream(counted));
        long expected = counted.read + (long) header.elements() * header.elementBytes();
        if (size != expected) {
            throw new DataException(
                    name + " has " + size + " bytes, but its shape " + Arrays.toString(header.shape()) + " needs "
                            + expected
                            + (size < expected ? "; it is cut off" : ""));
        }
        float[] values = values(name, counted, header);
        return new NpyArray(
                header.shape(), header.type().equals("u1"),
                header.fortran() ? rowMajor(values, header.shape()) : values);
    }

    private static float[] values(String name, InputStream in, NpyHeader header) throws IOException {
        float[] values = new float[header.elements()];
        int bytes = header.elementBytes();
        byte[] block = new byte[bytes * 8192];
        for (int at = 0; at < values.length; at += 8192) {
            int count = Math.min(8192, values.length - at);
            if (in.readNBytes(block, 0, count * bytes) < count * bytes) {
                throw new DataException(name + " is cut off");
            }
            ByteBuffer buffer = ByteBuffer.wrap(block).order(header.order());
            for (int i = 0; i < count; i++) {
                values[at + i] = element(buffer, i * bytes, header.type());
            }
        }
        return values;
    }

    private static float element(ByteBuffer b, int at, String type) {
        return switch (type) {
            case "f2" -> Float.float16ToFloat(b.getShort(at));
            case "f4" -> b.getFloat(at);
            case "f8" -> (float) b.getDouble(at);
            case "u1", "b1" -> b.get(at) & 0xff;
            case "i1" -> b.get(at);
            case "u2" -> b.getShort(at) & 0xffff;
            case "i2" -> b.getShort(at);
            case "u4" -> b.getInt(at) & 0xffff_ffffL;
            case "i4" -> b.getInt(at);
            default -> b.getLong(at);
        };
    }

    private static float[] rowMajor(float[] values, int[] shape) {
        float[] result = new float[values.length];
        int[] index = new int[shape.length];
        for (float value : values) {
            int at = 0;
            for (int d = 0; d < shape.length; d++) {
                at = at * shape[d] + index[d];
            }
            result[at] = value;
            for (int d = 0; d < shape.length && ++index[d] == shape[d]; d++) {
                index[d] = 0;
            }
        }
        return result;
    }

    /** Writes float32 numbers, row-major; the file appears whole or not at all. */
    public static void write(Path file, int[] shape, float[] values) throws IOException {
        write(file, "<f4", shape, values.length, (buffer, i) -> buffer.putFloat(values[i]));
    }

    /** Writes int32 numbers, row-major; the file appears whole or not at all. */
    public static void write(Path file, int[] shape, int[] values) throws IOException {
        write(file, "<i4", shape, values.length, (buffer, i) -> buffer.putInt(values[i]));
    }

    private interface Put {
        void put(ByteBuffer buffer, int index);
    }

    private static void write(Path file, String type, int[] shape, int count, Put put) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                out.write(header(type, shape));
                ByteBuffer element = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    put.put(element.clear(), i);
                    out.write(element.array());
                }
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] header(String type, int[] shape) {
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

    /** Counts what is read. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long read;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            read += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            read += Math.max(0, n);
            return n;
        }
    }
}
