package io.fovea.keras;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.celu;
import static io.fovea.activations.Activations.leakyRelu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.jhdf.HdfFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.SGD;

class KerasFileTest {
    @TempDir
    Path folder;

    private static Model model() {
        Model model = Sequential.of(
                Input.of(6, 5, 3),
                Conv2D.of(4, 3, 2).strides(2, 1).padding(Padding.SAME).kernelInitializer(new RandomNormal(0, 0.1)),
                BatchNormalization.of().momentum(0.5).scale(false), Activation.of(leakyRelu(0.3)),
                MaxPooling2D.of(2).strides(1), Dropout.of(0.25), Flatten.of().named("flat"),
                Dense.of(3).useBias(false).kernelInitializer(VarianceScaling.HE_NORMAL).activation(SOFTMAX));
        model.compile(
                new SGD(0.5, 0.25, true), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy(),
                new SparseTopKCategoricalAccuracy(2));
        return model;
    }

    private Path saved() throws IOException {
        Path file = folder.resolve("model.keras");
        try (Model model = model()) {
            KerasFile.save(model, file, new ModelNotes(List.of("a", "b", "c"), Map.of("seed", "1")));
        }
        return file;
    }

    @Test
    void everythingComesBack() throws IOException {
        LoadedModel loaded = KerasFile.load(saved());
        try (Model model = model(); Model again = loaded.model()) {
            assertThat(again.layers()).hasSameSizeAs(model.layers());
            for (int i = 0; i < model.layers().size(); i++) {
                String name = model.layerName(model.layers().get(i));
                assertThat(again.layers().get(i)).isEqualTo(model.layers().get(i).named(name));
            }
            assertThat(again.optimizer()).isEqualTo(model.optimizer());
            assertThat(again.losses()).isEqualTo(model.losses());
            assertThat(again.metrics()).isEqualTo(model.metrics());
            assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
            assertThat(loaded.notes().classNames()).containsExactly("a", "b", "c");
            assertThat(loaded.notes().provenance()).isEqualTo(Map.of("seed", "1"));
            assertThat(loaded.notCompiled()).isEmpty();
        }
        assertThat(folder.toFile().list()).containsExactly("model.keras");
    }

    @Test
    void whatKerasCannotSayIsRefusedAndNothingWritten() {
        try (Model model = Sequential.of(Input.of(4), Dense.of(2).activation(celu(0.7)))) {
            assertThatThrownBy(() -> KerasFile.save(model, folder.resolve("x.keras")))
                    .isInstanceOf(KerasFileException.class).hasMessageContaining("dense").hasMessageContaining("0.7");
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    /** What an entry holds. */
    static byte[] entry(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile()); InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private Path with(Path file, String name, UnaryOperator<byte[]> change) throws IOException {
        return with(file, folder.resolve("changed.keras"), name, change);
    }

    /** The file with an entry changed and the right checksum. */
    static Path with(Path file, Path target, String name, UnaryOperator<byte[]> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null;) {
                byte[] content = in.readAllBytes();
                byte[] changed = entry.getName().equals(name) ? change.apply(content) : content;
                if (changed.length > 0) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(changed);
                }
            }
        }
        return Files.write(target, bytes.toByteArray());
    }

    private Path withText(Path file, String from, String to) throws IOException {
        return with(file, "config.json", b -> {
            String text = new String(b, StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        });
    }

    private static void refused(Path file, String... reasons) {
        Throwable thrown = catchThrowable(() -> KerasFile.load(file));
        assertThat(thrown).isInstanceOf(KerasFileException.class);
        assertThat(thrown.getMessage()).contains(reasons.length == 0 ? new String[]{".keras"} : reasons);
        isOneClearLine(thrown.getMessage());
    }

    /** One line for a person: no name of a class, ours or a library's. */
    static void isOneClearLine(String message) {
        assertThat(message).doesNotContain("\n", "Exception", "Error")
                .doesNotContainPattern("\\b[a-z]+(\\.[a-z0-9]+)*\\.[A-Z]\\w+");
    }

    @Test
    void unknownThingsAreNamed() throws IOException {
        Path file = saved();
        refused(withText(file, "\"Dropout\"", "\"LSTM\""), "dropout", "LSTM",
                "isn't known");
        refused(withText(file, "\"softmax\"", "\"nosh\""), "dense", "nosh");
        refused(withText(file, "\"same\"", "\"causal\""), "conv2d", "causal");
        refused(withText(file, "\"groups\":1", "\"groups\":2"), "conv2d", "groups");
        refused(withText(file, "channels_last", "channels_first"), "channels_first");
        refused(withText(file, "\"units\":3", "\"units\":4"), "dense", "[32, 4]", "[32, 3]");
        refused(withText(file, "\"rate\":0.25", "\"rate\":1.5"), "dropout", "1.5");
        refused(withText(file, "\"units\":3", "\"units\":\"x\""), "dense", "units", "whole number");
    }

    @Test
    void anUnknownLossLeavesTheModelUncompiled() throws IOException {
        Path file = withText(saved(), "SparseCategoricalCrossentropy", "Poisson");
        LoadedModel loaded = KerasFile.load(file);
        try (Model model = loaded.model()) {
            assertThat(loaded.notCompiled().orElseThrow()).contains("Poisson");
            assertThat(model.optimizer()).isEmpty();
        }
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        Path file = saved();
        refused(with(file, "config.json", b -> new byte[0]), "config.json");
        refused(with(file, "model.weights.h5", b -> new byte[0]), "model.weights.h5");
        refused(with(file, "config.json", b -> "{".getBytes(StandardCharsets.UTF_8)), "config.json", "JSON");
        refused(Files.write(folder.resolve("empty.keras"), new byte[0]), "empty.keras");
        refused(folder.resolve("none.keras"), "none.keras");
    }

    @Test
    void cutOrAlteredFilesAreRefused() throws IOException {
        byte[] good = Files.readAllBytes(saved());
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            byte[] cut = Arrays.copyOf(good, random.nextInt(good.length));
            refused(Files.write(folder.resolve("cut.keras"), cut));
        }
        Path file = saved();
        for (int i = 0; i < 300; i++) {
            Path changed = with(file, "model.weights.h5", b -> {
                b[random.nextInt(b.length)] ^= (byte) (1 << random.nextInt(8));
                return b;
            });
            Throwable thrown = catchThrowable(() -> KerasFile.load(changed).model().close());
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(KerasFileException.class);
                isOneClearLine(thrown.getMessage());
            }
        }
    }

    /** What the HDF5 library stumbles over is named by its path in the file. */
    @Test
    void damageIsNamedByItsPlace() throws IOException {
        Path file = saved();
        byte[] weights = entry(file, "model.weights.h5");
        int named = 0;
        for (int at = 0; at < weights.length; at += 7) {
            int changed = at;
            Path damaged = with(file, "model.weights.h5", b -> {
                b[changed] ^= 0x40;
                return b;
            });
            Throwable thrown = catchThrowable(() -> KerasFile.load(damaged).model().close());
            if (thrown != null && thrown.getMessage().contains("is damaged")) {
                assertThat(thrown.getMessage())
                        .matches(".*changed.keras: model\\.weights\\.h5 is damaged at "
                                + "(its beginning|its root|[a-z0-9_/]+): .+");
                named++;
            }
        }
        assertThat(named).isPositive();
    }

    @Test
    void anAlteredByteFailsTheChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(saved());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("\"units\":3") + 8] = '4';
        refused(Files.write(folder.resolve("altered.keras"), bytes), "config.json", "checksum");
    }

    static byte[] bytes(Hdf5Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(bytes);
        assertThat(bytes.size()).isEqualTo((int) writer.size());
        return bytes.toByteArray();
    }

    @Test
    void hdf5IsReadByAnotherReader() throws IOException {
        Hdf5Writer writer = new Hdf5Writer();
        writer.group("empty/group");
        writer.floats("a/b/c", new int[]{2, 3}, new float[]{1, 2, 3, 4, 5, 6});
        writer.integer("a/n", -7);
        try (HdfFile file = HdfFile.fromBytes(bytes(writer))) {
            assertThat(file.getDatasetByPath("a/b/c").getData()).isEqualTo(new float[][]{{1, 2, 3}, {4, 5, 6}});
            assertThat(file.getDatasetByPath("a/n").getData()).isEqualTo(-7);
            assertThat(file.getByPath("empty/group").isGroup()).isTrue();
        }
    }

    /** Values of Bob Jenkins's own test. */
    @Test
    void lookup3() {
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertThat(Lookup3.hash(text, 0, text.length)).isEqualTo(0x17770551);
        assertThat(Lookup3.hash(new byte[0], 0, 0)).isEqualTo(0xdeadbeef);
    }

    @Test
    void placesFollowKerasRule() {
        assertThat(List.of("Conv2D", "MaxPooling2D", "LeakyReLU", "BatchNormalization", "InputLayer", "ELU").stream()
                .map(Place::snakeCase))
                .containsExactly("conv2d", "max_pooling2d", "leaky_re_lu", "batch_normalization", "input_layer", "elu");
        assertThat(RELU.kind().kerasName()).isEqualTo("relu");
    }
}
