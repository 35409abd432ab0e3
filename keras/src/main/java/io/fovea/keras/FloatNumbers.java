package io.fovea.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;

/** The numbers of a data set as float32: those of float16, bfloat16, which h5py keeps as two bytes without a type, and float64. */
final class FloatNumbers {
    /** The header message of a type of two bytes of any kind whose description is empty: type 3, 8 bytes, class 5. */
    private static final byte[] UNDESCRIBED = {3, 0, 8, 0, 1, 0, 0, 0, 0x15, 0, 0, 0, 2, 0, 0, 0};

    /** Where the class stands in it, and the class of a text of two bytes, which needs no description. */
    private static final int CLASS = 8;
    private static final byte TEXT = 0x13;

    private FloatNumbers() {}

    /**
     * Makes a file readable that has bfloat16 numbers: the library takes no type whose description is empty.
     */
    static void describe(byte[] file) {
        for (int at = 0; at + UNDESCRIBED.length <= file.length; at++) {
            if (file[at] == UNDESCRIBED[0]
                    && Arrays.equals(file, at, at + UNDESCRIBED.length, UNDESCRIBED, 0, UNDESCRIBED.length)) {
                file[at + CLASS] = TEXT;
            }
        }
    }

    static boolean areFloats(Dataset data) {
        DataType type = data.getDataType();
        int size = type.getSize();
        return type instanceof FloatingPoint && (size == 2 || size == 4 || size == 8) || isBfloat16(data);
    }

    private static boolean isBfloat16(Dataset data) {
        return data.getDataType() instanceof StringData && data.getDataType().getSize() == 2
                && data.getAttribute("dtype") != null && "bfloat16".equals(data.getAttribute("dtype").getData());
    }

    /** Empty where the file declares numbers, but has none. */
    static Optional<float[]> read(Dataset data) {
        if (isBfloat16(data)) {
            return Optional.of(ofHalves(((ContiguousDataset) data).getBuffer()));
        }
        return switch (data.getDataFlat()) {
            case float[] values -> Optional.of(values);
            case double[] values -> {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                yield Optional.of(floats);
            }
            case null, default -> Optional.empty();
        };
    }

    /** The upper half of each number; h5py writes in the order of the machine. */
    private static float[] ofHalves(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[bytes.remaining() / 2];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(bytes.getShort(bytes.position() + 2 * i) << 16);
        }
        return floats;
    }
}
