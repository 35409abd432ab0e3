package io.fovea.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array in an HDF5 file: its shape, the type of its numbers and where they are (<i>HDF5 File Format Specification</i> 3.0,
 * IV.A.2.b, d and i). Only numbers that lie there in one piece, as Keras stores them.
 *
 * @param shape sizes of its dimensions; empty for a single number
 * @param type of the numbers
 * @param numberBytes bytes of each number
 * @param order of the bytes of a number
 * @param at where they begin; -1: there are none
 */
record Hdf5Numbers(long[] shape, Type type, int numberBytes, ByteOrder order, long at) {
    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;
    private static final int CHUNKED = 2;

    /** What numbers mean. */
    enum Type {
        SIGNED, UNSIGNED, FLOAT16, BFLOAT16, FLOAT32, FLOAT64, OTHER;

        /** The first numbers as floats, those of 64 bits rounded. */
        float[] floats(ByteBuffer numbers, int count) {
            float[] values = new float[count];
            switch (this) {
                case FLOAT32 -> numbers.asFloatBuffer().get(values);
                case FLOAT64 -> {
                    for (int i = 0; i < count; i++) {
                        values[i] = (float) numbers.getDouble(8 * i);
                    }
                }
                case FLOAT16 -> {
                    for (int i = 0; i < count; i++) {
                        values[i] = Float.float16ToFloat(numbers.getShort(2 * i));
                    }
                }
                case BFLOAT16 -> {
                    for (int i = 0; i < count; i++) {
                        values[i] = Float.intBitsToFloat(numbers.getShort(2 * i) << 16);
                    }
                }
                default -> throw new IllegalStateException("no floats: " + this);
            }
            return values;
        }
    }

    static Hdf5Numbers read(Hdf5Bytes bytes, Hdf5Header header) throws KerasFileException {
        if (header.one(Hdf5Header.EXTERNAL_FILES).isPresent()) {
            throw bytes.unsupported("numbers that lie in another file");
        }
        if (header.one(Hdf5Header.FILTERS).isPresent()) {
            throw bytes.unsupported("compressed numbers");
        }
        Hdf5Header.Message layout = header.one(Hdf5Header.LAYOUT).orElseThrow();
        Hdf5Header.Message type =
                header.one(Hdf5Header.DATATYPE).orElseThrow(() -> bytes.damaged("its type is missing"));
        Hdf5Header.Message space =
                header.one(Hdf5Header.DATASPACE).orElseThrow(() -> bytes.damaged("its shape is missing"));
        long[] shape = shape(bytes, space);
        long numberBytes = bytes.u32(type.at() + 4);
        int typeClass = bytes.u8(type.at()) & 15;
        int bits = bytes.u8(type.at() + 1);
        ByteOrder order = (bits & 1) == 0 || typeClass > 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Type kind = switch (typeClass) {
            case 0 -> (bits & 8) == 0 ? Type.UNSIGNED : Type.SIGNED;
            case 1 -> floatType(bytes, type, numberBytes);
            // Keras has no other opaque numbers than bfloat16.
            case 5 -> numberBytes == 2 ? Type.BFLOAT16 : Type.OTHER;
            default -> Type.OTHER;
        };
        long size = size(bytes, shape, numberBytes);
        long at = place(bytes, layout, size);
        if (at != -1) {
            bytes.check(at, size);
        }
        return new Hdf5Numbers(shape, kind, (int) Math.min(numberBytes, Integer.MAX_VALUE), order, at);
    }

    private static long[] shape(Hdf5Bytes bytes, Hdf5Header.Message space) throws KerasFileException {
        int version = bytes.u8(space.at());
        int rank = bytes.u8(space.at() + 1);
        if (version < 1 || version > 2 || rank > 32) {
            throw bytes.damaged("its shape can't be read");
        }
        if (version == 2 && bytes.u8(space.at() + 3) == 2) {
            throw bytes.damaged("it has no shape");
        }
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = bytes.i64(space.at() + (version == 1 ? 8 : 4) + 8L * i);
        }
        return shape;
    }

    private static long size(Hdf5Bytes bytes, long[] shape, long numberBytes) throws KerasFileException {
        long size = numberBytes;
        for (long dimension : shape) {
            if (dimension < 0 || dimension > bytes.length() || size > bytes.length() && dimension > 0) {
                throw bytes.damaged(
                        "it has the shape " + Arrays.toString(shape) + ", more numbers than the file has bytes");
            }
            size *= dimension;
        }
        return size;
    }

    private static Type floatType(Hdf5Bytes bytes, Hdf5Header.Message type, long numberBytes)
            throws KerasFileException {
        // The sizes of exponent and mantissa in bits.
        int exponent = bytes.u8(type.at() + 13);
        int mantissa = bytes.u8(type.at() + 15);
        return switch ((int) numberBytes) {
            case 2 -> exponent == 5 && mantissa == 10 ? Type.FLOAT16
                    : exponent == 8 && mantissa == 7 ? Type.BFLOAT16 : Type.OTHER;
            case 4 -> exponent == 8 && mantissa == 23 ? Type.FLOAT32 : Type.OTHER;
            case 8 -> exponent == 11 && mantissa == 52 ? Type.FLOAT64 : Type.OTHER;
            default -> Type.OTHER;
        };
    }

    private static long place(Hdf5Bytes bytes, Hdf5Header.Message layout, long size) throws KerasFileException {
        int version = bytes.u8(layout.at());
        if (version != 3 && version != 4) {
            throw bytes.unsupported("numbers in the form of an HDF5 before 1.6");
        }
        int kind = bytes.u8(layout.at() + 1);
        if (kind == CHUNKED) {
            throw bytes.unsupported("numbers that are stored in chunks");
        }
        if (kind != COMPACT && kind != CONTIGUOUS) {
            throw bytes.unsupported("numbers that are put together from others");
        }
        long at = kind == COMPACT ? layout.at() + 4 : bytes.i64(layout.at() + 2);
        long stored = kind == COMPACT ? bytes.u16(layout.at() + 2) : bytes.i64(layout.at() + 10);
        if (at != -1 && (stored < size || kind == COMPACT && stored > layout.size() - 4)) {
            throw bytes.damaged("its shape needs " + size + " bytes, but " + stored + " are stored");
        }
        return at;
    }

    /** The numbers as floats, those of 64 bits rounded; they must be floats. */
    float[] floats(Hdf5Bytes bytes, int count) throws KerasFileException {
        return type.floats(bytes.slice(at, (long) count * numberBytes, order), count);
    }

    boolean isFloat() {
        return type == Type.FLOAT16 || type == Type.BFLOAT16 || type == Type.FLOAT32 || type == Type.FLOAT64;
    }

    /** Whether it is one whole number that a long can hold. */
    boolean isInteger() {
        return shape.length == 0 && (type == Type.SIGNED || type == Type.UNSIGNED)
                && (numberBytes == 1 || numberBytes == 2 || numberBytes == 4 || numberBytes == 8);
    }

    /** The whole number. */
    long integer(Hdf5Bytes bytes) throws KerasFileException {
        ByteBuffer number = bytes.slice(at, numberBytes, order);
        boolean signed = type == Type.SIGNED;
        return switch (numberBytes) {
            case 1 -> signed ? number.get(0) : number.get(0) & 0xff;
            case 2 -> signed ? number.getShort(0) : number.getShort(0) & 0xffff;
            case 4 -> signed ? number.getInt(0) : number.getInt(0) & 0xffff_ffffL;
            default -> number.getLong(0);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hdf5Numbers n && Arrays.equals(shape, n.shape) && type == n.type
                && numberBytes == n.numberBytes && order == n.order && at == n.at;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape) * 31 + Long.hashCode(at);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
