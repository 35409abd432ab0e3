package io.fovea.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.training.History;

class CheckpointFileTest {
    private static final float[] VALUES = {1.5f, Float.NaN, -0.0f, Float.MIN_VALUE};

    @TempDir
    Path folder;

    private final float[] read = new float[VALUES.length];
    private final List<Floats> floats = List.of(new Floats(
            "dense/kernel", VALUES.length, VALUES::clone,
            values -> System.arraycopy(values, 0, read, 0, read.length)));
    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("checkpoint");
        CheckpointFile.write(file, checkpoint(), floats);
        bytes = Files.readAllBytes(file);
    }

    private Checkpoint checkpoint() {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 0.1 + 0.2);
        logs.put("val_loss", Double.NEGATIVE_INFINITY);
        return new Checkpoint(
                Map.of("batch", "10"), Floats.table(floats), "scalar", 3, 7, 1L << 40, 1.25, 0.03,
                new MetricAccumulators.Sums(70, new double[]{Math.PI, -0.0}), List.of(new History.Epoch(1, logs, 2.5)),
                List.of(new Checkpoint.CallbackState("EarlyStopping", new byte[]{1, 2})));
    }

    @Test
    void keepsEveryBit() throws IOException {
        assertThat(CheckpointFile.read(file)).usingRecursiveComparison().isEqualTo(checkpoint());
        CheckpointFile.load(file, floats);
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(VALUES[i]));
        }
    }

    @Test
    void moreThanABufferGoesThroughIt() throws IOException {
        float[] many = new float[700_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        float[] back = new float[many.length];
        Floats large = new Floats("large", many.length, many::clone, v -> System.arraycopy(v, 0, back, 0, v.length));
        List<Floats> both = List.of(floats.getFirst(), large, floats.getFirst());
        Files.deleteIfExists(file);
        CheckpointFile.write(file, checkpoint(), both);
        CheckpointFile.read(file);
        CheckpointFile.load(file, both);
        assertThat(back).isEqualTo(many);
        assertThat(read).isEqualTo(VALUES);
    }

    @Test
    void refusesEveryLength() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CheckpointFile.read(file)).as("%d bytes", length).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("it has " + length + " bytes, ");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> CheckpointFile.read(file)).hasMessageEndingWith("but should have " + bytes.length);
    }

    @Test
    void refusesEveryFlippedBit() throws IOException {
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertThatThrownBy(() -> CheckpointFile.read(file)).as("bit %d", bit).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatAFileIsNot() throws IOException {
        Files.write(file, new byte[1000]);
        assertThatThrownBy(() -> CheckpointFile.read(file)).hasMessage("it is no checkpoint");
        byte[] newer = bytes.clone();
        newer[CheckpointFile.MAGIC.length() + 3] = 9;
        Files.write(file, newer);
        assertThatThrownBy(() -> CheckpointFile.read(file))
                .hasMessage("its format is version 9, but this Fovea knows 2");
    }

    @Test
    void aHeadOfOtherThingsIsRefused() {
        byte[] head = checkpoint().encode();
        for (int i = 0; i < head.length; i++) {
            byte[] cut = Arrays.copyOf(head, i);
            assertThatThrownBy(() -> Checkpoint.decode(cut)).isInstanceOf(IOException.class);
        }
        byte[] many = head.clone();
        many[0] = 0x7f;
        assertThatThrownBy(() -> Checkpoint.decode(many)).hasMessage("it names more than it holds");
    }
}
