package io.fovea.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import io.fovea.onnx.ImportedValue.Constant;

/**
 * Reads tensors of a file. Memory is taken only for numbers that are there: in the file, or in a file beside it.
 *
 * @param folder where the model lies
 */
record TensorReader(Path folder) {
    /** The numbers of {@code tensor}, floats of every width as floats. */
    Constant read(TensorProto tensor) throws OnnxFileException {
        String title = "tensor '" + OnnxFile.shown(tensor.getName()) + "'";
        TensorProto.DataType type = Objects.requireNonNullElse(
                TensorProto.DataType.forNumber(tensor.getDataType()), TensorProto.DataType.UNDEFINED);
        int width = width(type);
        if (width == 0) {
            throw new OnnxFileException(title + " has the type " + type + "; floats and whole numbers are read");
        }
        long[] dimensions = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        int count = count(title, dimensions);
        boolean external = tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
        Optional<ByteBuffer> raw = external
                ? Optional.of(external(title, tensor, (long) count * width))
                : tensor.hasRawData() ? Optional.of(tensor.getRawData().asReadOnlyByteBuffer()) : Optional.empty();
        if (raw.isPresent() && raw.get().remaining() != (long) count * width) {
            throw new OnnxFileException(title + " holds " + raw.get().remaining() + " bytes, but its shape needs "
                    + (long) count * width);
        }
        return raw.isPresent()
                ? fromBytes(type, dimensions, count, raw.get().order(ByteOrder.LITTLE_ENDIAN))
                : fromFields(title, type, tensor, dimensions, count);
    }

    private static int width(TensorProto.DataType type) {
        return switch (type) {
            case FLOAT, INT32, UINT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
            case BOOL, INT8, UINT8 -> 1;
            default -> 0;
        };
    }

    private static boolean isWhole(TensorProto.DataType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> false;
            default -> true;
        };
    }

    private static int count(String title, long[] dimensions) throws OnnxFileException {
        long count = 1;
        for (long size : dimensions) {
            if (size < 0 || size > Integer.MAX_VALUE || count * size > Integer.MAX_VALUE / 8) {
                throw new OnnxFileException(title + " has a shape that is negative or too large: "
                        + Arrays.toString(dimensions));
            }
            count *= size;
        }
        return (int) count;
    }

    private static Constant fromBytes(TensorProto.DataType type, long[] dimensions, int count, ByteBuffer raw) {
        float[] floats = new float[isWhole(type) ? 0 : count];
        long[] integers = new long[isWhole(type) ? count : 0];
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT -> floats[i] = raw.getFloat();
                case DOUBLE -> floats[i] = (float) raw.getDouble();
                case FLOAT16 -> floats[i] = Float.float16ToFloat(raw.getShort());
                case BFLOAT16 -> floats[i] = Float.intBitsToFloat(raw.getShort() << 16);
                case INT64 -> integers[i] = raw.getLong();
                case INT32 -> integers[i] = raw.getInt();
                case UINT32 -> integers[i] = Integer.toUnsignedLong(raw.getInt());
                case INT16 -> integers[i] = raw.getShort();
                case UINT16 -> integers[i] = Short.toUnsignedInt(raw.getShort());
                case UINT8 -> integers[i] = Byte.toUnsignedInt(raw.get());
                default -> integers[i] = raw.get();
            }
        }
        return new Constant(dimensions, floats, integers);
    }

    private static Constant fromFields(
            String title, TensorProto.DataType type, TensorProto tensor, long[] dimensions, int count)
            throws OnnxFileException {
        int have = switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32 -> tensor.getUint64DataCount();
            default -> tensor.getInt32DataCount();
        };
        if (have != count) {
            throw new OnnxFileException(title + " holds " + have + " numbers, but its shape needs " + count);
        }
        float[] floats = new float[isWhole(type) ? 0 : count];
        long[] integers = new long[isWhole(type) ? count : 0];
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT -> floats[i] = tensor.getFloatData(i);
                case DOUBLE -> floats[i] = (float) tensor.getDoubleData(i);
                case FLOAT16 -> floats[i] = Float.float16ToFloat((short) tensor.getInt32Data(i));
                case BFLOAT16 -> floats[i] = Float.intBitsToFloat(tensor.getInt32Data(i) << 16);
                case INT64 -> integers[i] = tensor.getInt64Data(i);
                case UINT32 -> integers[i] = tensor.getUint64Data(i);
                default -> integers[i] = tensor.getInt32Data(i);
            }
        }
        return new Constant(dimensions, floats, integers);
    }

    /** Bytes of a file beside the model's, which is opened by its name alone. */
    private ByteBuffer external(String title, TensorProto tensor, long bytes) throws OnnxFileException {
        Map<String, String> where = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            where.put(entry.getKey(), entry.getValue());
        }
        String location = where.getOrDefault("location", "");
        if (!location.matches("[^/\\\\:\\p{Cntrl}]+") || location.equals("..") || location.equals(".")) {
            throw new OnnxFileException(title + " lies in the file '" + OnnxFile.shown(location)
                    + "'; only files in the model's folder are read, by their name alone");
        }
        Path file = folder.resolve(location);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new OnnxFileException(title + " lies in the file '" + location
                    + "', which is missing beside the model, or is a link or a folder");
        }
        long offset = number(title, where, "offset", 0);
        long length = number(title, where, "length", bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            if (length != bytes || offset < 0 || offset > channel.size() - length) {
                throw new OnnxFileException(title + " needs " + bytes + " bytes, but is said to have " + length
                        + " from byte " + offset + " of '" + location + "', which has " + channel.size());
            }
            ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(length));
            while (data.hasRemaining() && channel.read(data, offset + data.position()) >= 0) {
                // One read may bring less than what is asked for.
            }
            return data.flip();
        } catch (OnnxFileException e) {
            throw e;
        } catch (IOException e) {
            throw new OnnxFileException(title + ": '" + location + "' can't be read", e);
        }
    }

    private static long number(String title, Map<String, String> where, String key, long initial)
            throws OnnxFileException {
        String text = where.get(key);
        if (text == null) {
            return initial;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new OnnxFileException(
                    title + " has the " + key + " '" + OnnxFile.shown(text) + "', which is no number");
        }
        return Long.parseLong(text);
    }
}
