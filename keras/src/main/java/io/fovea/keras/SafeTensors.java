package io.fovea.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.data.NpyArray;
import io.fovea.files.AtomicFile;

/**
 * The simple format of Hugging Face's safetensors: eight bytes with the length of a header, the header, a JSON object with type,
 * shape and place of each array, and the arrays one after another, without gaps.
 */
final class SafeTensors implements ArraySource {
    private static final int LENGTH_BYTES = 8;
    private static final String METADATA = "__metadata__";
    private static final String FLOAT32 = "F32";
    private static final Map<String, Integer> NUMBER_BYTES = Map.ofEntries(
            Map.entry("F64", 8), Map.entry(FLOAT32, 4), Map.entry("F16", 2), Map.entry("BF16", 2), Map.entry("I64", 8),
            Map.entry("I32", 4), Map.entry("I16", 2), Map.entry("I8", 1), Map.entry("U64", 8), Map.entry("U32", 4),
            Map.entry("U16", 2), Map.entry("U8", 1), Map.entry("BOOL", 1), Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1));

    private final ByteBuffer file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** An array: its place counts from the end of the header. */
    private record Tensor(String name, String type, int numberBytes, int[] shape, long begin, long end) {}

    private SafeTensors(ByteBuffer file) {
        this.file = file;
    }

    /**
     * Reads the header, and compares what it says of each array with the file's size.
     *
     * @throws KerasFileException when it is no such file, or is cut off or altered
     */
    static SafeTensors of(byte[] bytes) throws KerasFileException {
        SafeTensors all = new SafeTensors(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        long length = bytes.length < LENGTH_BYTES ? -1 : all.file.getLong(0);
        if (length < 2 || length > bytes.length - LENGTH_BYTES) {
            throw new KerasFileException(
                    "it is no .safetensors file, or is cut off: its header would have " + length
                            + " bytes, the file has "
                            + bytes.length);
        }
        byte[] header = new byte[(int) length];
        all.file.get(LENGTH_BYTES, header);
        all.readHeader(JsonText.parse("its header", header), bytes.length - LENGTH_BYTES - length);
        return all;
    }

    private void readHeader(JsonNode header, long dataBytes) throws KerasFileException {
        if (!header.isObject()) {
            throw new KerasFileException("its header is no JSON object");
        }
        List<Tensor> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                found.add(tensor(field.getKey(), field.getValue()));
            }
        }
        found.sort(Comparator.comparingLong(Tensor::begin));
        long end = 0;
        for (Tensor tensor : found) {
            if (tensor.begin() != end) {
                throw new KerasFileException(
                        "the array '" + tensor.name() + "' begins at byte " + tensor.begin()
                                + ", but the one before it ends at "
                                + end);
            }
            end = tensor.end();
            tensors.put(tensor.name(), tensor);
        }
        if (end != dataBytes) {
            throw new KerasFileException("its arrays have " + end + " bytes, but the file holds " + dataBytes);
        }
    }

    private static Tensor tensor(String name, JsonNode node) throws KerasFileException {
        Json json = new Json("the array '" + name + "'", node);
        String type = json.text("dtype");
        int[] shape = json.integers("shape");
        List<JsonNode> offsets = json.list("data_offsets");
        if (offsets.size() != 2 || !offsets.stream().allMatch(n -> n.isIntegralNumber() && n.canConvertToLong())) {
            throw new KerasFileException(
                    json.where() + ": 'data_offsets' should be two whole numbers, but is " + offsets);
        }
        long begin = offsets.get(0).asLong();
        long end = offsets.get(1).asLong();
        Integer bytes = NUMBER_BYTES.get(type);
        if (bytes == null) {
            throw new KerasFileException(json.where() + ": its type " + type + " is not known");
        }
        long size = bytes;
        for (int dimension : shape) {
            if (dimension < 0 || dimension > 0 && size > Integer.MAX_VALUE) {
                size = -1;
                break;
            }
            size *= dimension;
        }
        if (begin < 0 || end < begin || size < 0 || end - begin != size) {
            throw new KerasFileException(
                    json.where() + ": its shape " + Json.shown(node.path("shape")) + " of " + type
                            + " does not fit its place, "
                            + "bytes " + begin + " to " + end);
        }
        return new Tensor(name, type, bytes, shape, begin, end);
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    private Tensor tensor(String name) throws KerasFileException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new KerasFileException("it has no array '" + name + "'");
        }
        return tensor;
    }

    @Override
    public int[] shape(String name) throws KerasFileException {
        return tensor(name).shape().clone();
    }

    @Override
    public float[] floats(String name) throws KerasFileException {
        Tensor tensor = tensor(name);
        Hdf5Numbers.Type type = switch (tensor.type()) {
            case FLOAT32 -> Hdf5Numbers.Type.FLOAT32;
            case "F64" -> Hdf5Numbers.Type.FLOAT64;
            case "F16" -> Hdf5Numbers.Type.FLOAT16;
            case "BF16" -> Hdf5Numbers.Type.BFLOAT16;
            default -> throw new KerasFileException(
                    "the array '" + name + "' holds " + tensor.type() + "; weights are F32, F16, BF16 or F64");
        };
        int at = Math.toIntExact(LENGTH_BYTES + file.getLong(0) + tensor.begin());
        int length = (int) (tensor.end() - tensor.begin());
        return type.floats(file.slice(at, length).order(ByteOrder.LITTLE_ENDIAN),
                length / tensor.numberBytes());
    }

    /** Writes float32 arrays in the order of the map; the same arrays make the same bytes. */
    static void write(Path path, Map<String, NpyArray> arrays) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            long begin = end;
            end += 4L * array.getValue().values().length;
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("dtype", FLOAT32);
            field.put("shape", array.getValue().shape());
            field.put("data_offsets", new long[]{begin, end});
            header.put(array.getKey(), field);
        }
        String text = new JsonMapper().writeValueAsString(header);
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        // Spaces at its end let the numbers begin at a multiple of eight bytes.
        int padded = (json.length + 7) / 8 * 8;
        AtomicFile.write(path, out -> {
            ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
            head.putLong(padded).put(json);
            while (head.hasRemaining()) {
                head.put((byte) ' ');
            }
            out.write(head.array());
            for (NpyArray array : arrays.values()) {
                ByteBuffer numbers = ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
                numbers.asFloatBuffer().put(array.values());
                out.write(numbers.array());
            }
        });
    }
}
