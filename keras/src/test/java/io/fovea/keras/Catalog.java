package io.fovea.keras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.data.NpyArray;

/** Golden tensors that the real Keras made ({@code tools/golden/catalog.py}): the cases of one category, with their arrays. */
final class Catalog {
    private static final Path FOLDER = Path.of("src/test/resources/catalog");
    private static final Pattern HEADER =
            Pattern.compile("'descr': '(<f4|<i4)', 'fortran_order': False, 'shape': \\(([^)]*)\\)");

    private Catalog() {}

    /**
     * A case.
     *
     * @param name unique in its category
     * @param about what the index says of it: Keras's configuration of the thing, and how it was called
     */
    record Case(String category, String name, JsonNode about) {
        /** The array {@code array}, for example {@code x0} or {@code y}. */
        NpyArray array(String array) {
            try (ZipFile zip = open(category)) {
                return read(zip, name + "/" + array + ".npy");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The numbers of an array, row-major. */
        float[] values(String array) {
            return array(array).values();
        }

        boolean has(String array) {
            for (JsonNode known : about.path("arrays")) {
                if (known.asString().equals(array)) {
                    return true;
                }
            }
            return false;
        }

        /** The object {@code field} as Keras serialized it: {@code class_name} and {@code config}. */
        Json object(String field) {
            return new Json(name, about.path(field));
        }

        @Override
        public String toString() {
            return category + ": " + name;
        }
    }

    /** The cases of {@code category}: layers, activations, losses, metrics, optimizers, regularizers, schedules, initializers. */
    static List<Case> cases(String category) {
        try (ZipFile zip = open(category)) {
            List<Case> cases = new ArrayList<>();
            JsonNode index = JsonMapper.shared()
                    .readTree(zip.getInputStream(zip.getEntry("index.json")).readAllBytes());
            index.path("cases").forEach(about -> cases.add(new Case(category, about.path("case").asString(), about)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ZipFile open(String category) throws IOException {
        return new ZipFile(FOLDER.resolve(category + ".npz").toFile());
    }

    private static NpyArray read(ZipFile zip, String entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(zip.getInputStream(zip.getEntry(entry)).readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        int header = Short.toUnsignedInt(bytes.getShort(8));
        Matcher matcher = HEADER.matcher(new String(bytes.array(), 10, header, StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new IOException(entry + " is none of the arrays that the catalog holds");
        }
        int[] shape = Arrays.stream(matcher.group(2).split(",")).map(String::strip).filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt).toArray();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        bytes.position(10 + header);
        for (int i = 0; i < values.length; i++) {
            values[i] = matcher.group(1).equals("<i4") ? bytes.getInt() : bytes.getFloat();
        }
        return new NpyArray(shape, false, values);
    }
}
