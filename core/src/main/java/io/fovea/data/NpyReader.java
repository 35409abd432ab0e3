package io.fovea.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@code .npy} file whose header has been read and whose size has been found to be what the header says. The numbers
 * follow, as floats or, where they are unsigned bytes, as bytes; nothing is allocated before.
 */
final class NpyReader {
    private static final int BLOCK = 8192;

    private final String name;
    private final NpyHeader header;
    private final InputStream in;

    private NpyReader(String name, NpyHeader header, InputStream in) {
        this.name = name;
        this.header = header;
        this.in = in;
    }

    /**
     * Reads the header.
     *
     * @param name of the file or array, for messages
     * @param size how many bytes {@code stream} has in all
     * @throws DataException when they don't begin with such a header, or aren't as many as it says
     */
    static NpyReader of(String name, InputStream stream, long size) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        NpyHeader header = NpyHeader.read(name, new DataInputStream(in));
        long expected = header.length() + (long) header.elements() * header.elementBytes();
        if (size != expected) {
            throw new DataException(
                    name + " has " + size + " bytes, but its shape " + Arrays.toString(header.shape()) + " needs "
                            + expected + (size < expected ? "; it is cut off" : ""));
        }
        return new NpyReader(name, header, in);
    }

    NpyHeader header() {
        return header;
    }

    /** The numbers as floats, row-major. */
    float[] floats() throws IOException {
        float[] values = HeapAllocation.floats(name, header.elements());
        int bytes = header.elementBytes();
        byte[] block = new byte[bytes * BLOCK];
        ByteBuffer buffer = ByteBuffer.wrap(block).order(header.order());
        ColumnOrder columns = new ColumnOrder(header.shape());
        for (int at = 0; at < values.length; at += BLOCK) {
            int count = Math.min(BLOCK, values.length - at);
            fill(block, count * bytes);
            for (int i = 0; i < count; i++) {
                values[header.fortran() ? columns.next() : at + i] = element(buffer, i * bytes);
            }
        }
        return values;
    }

    /** The numbers, which must be unsigned bytes, row-major. */
    byte[] bytes() throws IOException {
        byte[] values = HeapAllocation.bytes(name, header.elements());
        if (!header.fortran()) {
            fill(values, values.length);
            return values;
        }
        byte[] block = new byte[BLOCK];
        ColumnOrder columns = new ColumnOrder(header.shape());
        for (int at = 0; at < values.length; at += BLOCK) {
            int count = Math.min(BLOCK, values.length - at);
            fill(block, count);
            for (int i = 0; i < count; i++) {
                values[columns.next()] = block[i];
            }
        }
        return values;
    }

    private float element(ByteBuffer b, int at) {
        return switch (header.type()) {
            case "f2" -> Float.float16ToFloat(b.getShort(at));
            case "f4" -> b.getFloat(at);
            case "f8" -> (float) b.getDouble(at);
            case "u1", "b1" -> b.get(at) & 0xff;
            case "i1" -> b.get(at);
            case "u2" -> b.getShort(at) & 0xffff;
            case "i2" -> b.getShort(at);
            case "u4" -> b.getInt(at) & 0xffff_ffffL;
            case "i4" -> b.getInt(at);
            case "u8" -> unsigned(b.getLong(at));
            default -> b.getLong(at);
        };
    }

    private static float unsigned(long bits) {
        // Halved with its lowest bit kept, a number of 64 bits rounds as it would whole.
        return bits >= 0 ? bits : (float) (bits >>> 1 | bits & 1) * 2;
    }

    private void fill(byte[] into, int length) throws IOException {
        if (in.readNBytes(into, 0, length) < length) {
            throw new DataException(name + " is cut off");
        }
    }
}
