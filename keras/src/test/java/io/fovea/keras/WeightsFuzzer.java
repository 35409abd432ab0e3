package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What Jazzer calls with bytes that it makes up: weights as HDF5 or safetensors, or a configuration, by the first byte
 * ({@code mvn verify -Pjazzer -Djazzer.target=FUZZER}).
 */
public final class WeightsFuzzer {
    private WeightsFuzzer() {}

    /** Reads the bytes; whatever is thrown but a refusal is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
        try {
            switch (bytes.length == 0 ? 0 : bytes[0] % 3) {
                case 0 -> readAll(Hdf5Reader.of("w.h5", ByteBuffer.wrap(rest)));
                case 1 -> readAll(SafeTensors.of(rest));
                default -> {
                    PythonCode.find(JsonText.parse("config.json", rest));
                    ConfigReader.read(JsonText.parse("config.json", rest), 1000);
                }
            }
        } catch (KerasFileException e) {
            // It may quote the bytes, so that nothing more can be said of it.
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    private static void readAll(Hdf5Reader reader) throws KerasFileException {
        for (String path : reader.paths()) {
            int[] shape = Arrays.stream(reader.shape(path, path)).mapToInt(Math::toIntExact).toArray();
            reader.floats(path, shape, path);
        }
    }

    private static void readAll(ArraySource arrays) throws KerasFileException {
        for (String name : arrays.names()) {
            arrays.floats(name);
        }
    }
}
