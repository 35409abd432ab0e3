package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.NpyArray;
import io.fovea.data.Npz;
import io.fovea.initializers.Constant;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/** Weights alone, in three formats: what is saved comes back, and what does not fit leaves the model as it was. */
class WeightsTest {
    @TempDir
    Path folder;

    private static Model model(int seed) {
        Model model = Sequential.of(
                Input.of(4, 4, 2), Conv2D.of(3, 3).named("conv"), BatchNormalization.of(), Flatten.of(), Dense.of(3));
        model.initialize(seed);
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.npz", "w.safetensors"})
    void whatIsSavedComesBack(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Model saved = model(1); Model loaded = model(2)) {
            Weights.save(saved, file);
            byte[] first = Files.readAllBytes(file);
            assertThat(Weights.load(loaded, file)).isEmpty();
            assertThat(loaded.weights()).usingRecursiveComparison().isEqualTo(saved.weights());
            Weights.save(loaded, file);
            assertThat(Files.readAllBytes(file)).isEqualTo(first);
        }
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.npz", "w.safetensors"})
    void weightsOfAnotherModelLeaveThisOneAsItWas(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Model other = Sequential.of(
                Input.of(4, 4, 2), Conv2D.of(3, 3).named("conv"), BatchNormalization.of(), Flatten.of(), Dense.of(4));
                Model model = model(1)) {
            Weights.save(other, file);
            List<float[]> before = model.weights();
            assertThatThrownBy(() -> Weights.load(model, file)).isInstanceOf(KerasFileException.class)
                    .hasMessageContainingAll(file.toString(), "dense", "[12, 3]", "[12, 4]")
                    .satisfies(e -> KerasFileTest.isOneClearLine(e.getMessage()));
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.npz", "w.safetensors"})
    void damagedFilesLeaveTheModelAsItWas(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Model saved = model(1); Model model = model(2)) {
            Weights.save(saved, file);
            byte[] good = Files.readAllBytes(file);
            List<float[]> before = model.weights();
            FileMutator mutator = new FileMutator(3);
            for (int i = 0; i < 200; i++) {
                Files.write(file, mutator.bytes(good));
                Throwable thrown = catchThrowable(() -> Weights.load(model, file));
                if (thrown == null) {
                    model.setWeights(before);
                } else {
                    assertThat(thrown).isInstanceOf(KerasFileException.class).hasMessageContaining(file.toString());
                    KerasFileTest.isOneClearLine(thrown.getMessage());
                    assertThat(model.weights()).usingRecursiveComparison().isEqualTo(before);
                }
            }
        }
    }

    /** A layer that Keras has no class for. */
    private record Gain(String name) implements ComposedLayer {
        @Override
        public Layer named(String other) {
            return new Gain(other);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            return List.of(new Weight("gain", Shape.of(inputs.getFirst().channels()), Constant.ONES, true));
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            return inputs.getFirst().multiply(weights.get("gain"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.npz", "w.safetensors"})
    void aModelWithALayerOfOnesOwnIsSavedToo(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Model model = Sequential.of(Input.of(3), new Gain("gain"), Dense.of(2))) {
            model.setWeight(model.layers().get(1), model.weights(model.layers().get(1)).getFirst(),
                    new float[]{1, 2, 3});
            Weights.save(model, file);
            List<float[]> before = model.weights();
            model.initialize(5);
            Weights.load(model, file);
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    /** np.savez("w.npz", *model.get_weights()): eleven arrays, so that arr_10 comes after arr_9. */
    @Test
    void arraysWithoutNamesAreTakenInKerasOrder() throws IOException {
        Layer[] layers = new Layer[6];
        for (int i = 0; i < 6; i++) {
            layers[i] = Dense.of(2).useBias(i < 5);
        }
        Path file = folder.resolve("w.npz");
        try (Model model = Sequential.of(Input.of(2), layers)) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (int i : new int[]{10, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9}) {
                arrays.put("arr_" + i, i % 2 == 0
                        ? new NpyArray(new int[]{2, 2}, false, new float[]{i, 0, 0, 1})
                        : new NpyArray(new int[]{2}, false, new float[]{i, i}));
            }
            Npz.write(file, arrays);
            Weights.load(model, file);
            List<float[]> weights = model.weights();
            assertThat(weights).hasSize(11);
            for (int i = 0; i < 11; i++) {
                assertThat(weights.get(i)[0]).isEqualTo(i);
            }
        }
    }

    private static byte[] safetensors(String header, float... values) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (float value : values) {
            file.putFloat(value);
        }
        return file.array();
    }

    private void refused(byte[] bytes, String... reasons) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes);
        try (Model model = Sequential.of(Input.of(1), Dense.of(2))) {
            assertThatThrownBy(() -> Weights.load(model, file)).isInstanceOf(KerasFileException.class)
                    .hasMessageContainingAll(reasons).hasMessageStartingWith(file.toString())
                    .satisfies(e -> KerasFileTest.isOneClearLine(e.getMessage()));
        }
    }

    @Test
    void hostileSafetensorsAreRefused() throws IOException {
        String kernel = "{'dense/kernel':{'dtype':'F32','shape':[1,2],'data_offsets':[%s]}%s}";
        refused(new byte[4], "no .safetensors file");
        refused(safetensors("{}", 1), "0 bytes, but the file holds 4");
        refused(safetensors(kernel.formatted("0,8", ""), 1), "8 bytes, but the file holds 4");
        refused(safetensors(kernel.formatted("4,12", ""), 1, 2, 3), "begins at byte 4");
        refused(safetensors(kernel.formatted("0,4", ""), 1), "does not fit its place");
        refused(safetensors(kernel.formatted("-8,0", ""), 1, 2), "does not fit its place");
        refused(safetensors(kernel.formatted("0,9223372036854775807", ""), 1, 2), "does not fit its place");
        refused(safetensors(kernel.formatted("0,8", "").replace("[1,2]", "[65536,65536,65536,65536]"), 1, 2),
                "does not fit");
        refused(safetensors(kernel.formatted("0,8", "").replace("F32", "F33"), 1, 2), "its type F33 is not known");
        refused(safetensors(kernel.formatted("0,8", ",'dense/kernel':{}"), 1, 2), "the field 'dense/kernel' twice");
        refused(safetensors("[".repeat(10_000)), "its header");
        byte[] length = safetensors(kernel.formatted("0,8", ""), 1, 2);
        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE);
        refused(length, "9223372036854775807");
        refused(safetensors(kernel.formatted("0,8", ""), 1, 2), "expected 2: dense/kernel [1, 2], dense/bias [2]",
                "found 1: dense/kernel [1, 2]");
        refused(safetensors("{'fc.weight':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},"
                + "'fc.bias':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}", 1, 2, 3, 4), "PyTorch's names",
                "fc.weight [2, 1]");
        refused(safetensors("{'dense/kernel':{'dtype':'I32','shape':[1,2],'data_offsets':[0,8]},"
                + "'dense/bias':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}", 1, 2, 3, 4), "I32");
    }

    @Test
    void otherTypesAreConverted() throws IOException {
        byte[] header = ("{\"a\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header).putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-2));
        file.putShort((short) (Float.floatToIntBits(1.5f) >>> 16))
                .putShort((short) (Float.floatToIntBits(Float.NaN) >>> 16));
        Path path = Files.write(folder.resolve("x.safetensors"), file.array());
        try (Model model = Sequential.of(Input.of(1), Dense.of(2))) {
            assertThat(Weights.load(model, path)).containsExactly("b: 1 of 2 numbers are NaN or infinite");
            assertThat(model.weights().getFirst()).containsExactly(0.5f, -2);
            assertThat(model.weights().getLast()).containsExactly(1.5f, Float.NaN);
        }
    }

    @Test
    void whatIsNoFileOfWeightsIsNamed() throws IOException {
        try (Model model = Sequential.of(Input.of(1), Dense.of(2))) {
            assertThatThrownBy(() -> Weights.load(model, folder.resolve("none.npz")))
                    .hasMessage(folder.resolve("none.npz") + ": there is no such file");
            assertThatThrownBy(() -> Weights.load(model, Files.write(folder.resolve("x.bin"), new byte[50])))
                    .hasMessageContainingAll("no file of weights", ".weights.h5, .npz, .safetensors");
            KerasFile.save(model, folder.resolve("m.keras"));
            assertThatThrownBy(() -> Weights.load(model, folder.resolve("m.keras")))
                    .hasMessageContaining("a whole model");
            assertThatThrownBy(() -> Weights.save(model, folder.resolve("m.pt"))).isInstanceOf(KerasFileException.class)
                    .hasMessageContaining(".safetensors");
        }
    }
}
