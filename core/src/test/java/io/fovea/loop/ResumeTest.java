package io.fovea.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.callbacks.EarlyStopping;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.training.Callback;
import io.fovea.training.CheckpointException;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** A training that is killed and resumed comes to the same bits as one that never was. */
class ResumeTest {
    @TempDir
    Path folder;

    /** Every kind of state: of blocks, of rows and columns, averages, gradients that wait; and a schedule. */
    private static final Optimizer LATER = Grouped.of(
            new Adam(new CosineDecay(0.01, 50)).options(
                    UpdateOptions.of().ema(0.9).gradientAccumulationSteps(2).globalClipNorm(0.5)))
            .with(ParameterGroup.of("matrices", p -> p.rank() == 2), new Adafactor(0.01));

    static Stream<Arguments> trainings() {
        return Stream.of(new Adam(0.01), new SGD(0.05), new SGD(0.05, 0.9, false), new SGD(0.05, 0.9, true), LATER)
                .flatMap(optimizer -> IntStream.of(1, 7, 37).mapToObj(batch -> Arguments.of(optimizer, batch)));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void theBitsAreThoseOfATrainingThatWasNeverKilled(Optimizer optimizer, int batch) {
        Resumed training = new Resumed(optimizer, batch, folder);
        Resumed.Outcome expected = training.run(training.options(), 1);
        assertThat(expected.logs()).hasSize(Resumed.EPOCHS);

        for (int threads : new int[]{1, 2, 3, 8}) {
            Resumed killed = new Resumed(optimizer, batch, folder.resolve("threads-" + threads));
            FitOptions options = killed.options().checkpoints(killed.checkpoints());
            int first = threads * killed.batches() / 10;
            assertThat(killed.runUntilKilled(options, threads, () -> first)).isTrue();
            FitOptions resuming = killed.options().checkpoints(killed.checkpoints().resume());
            assertThat(killed.runUntilKilled(resuming, threads, () -> 1)).as("twice").isTrue();

            assertEqual(killed.run(resuming, threads), expected);
        }
    }

    /** The saved models of before the kill are the killed process's; the last one may be saved again. */
    private static void assertEqual(Resumed.Outcome resumed, Resumed.Outcome expected) {
        assertThat(resumed.weights()).isEqualTo(expected.weights());
        assertThat(resumed.states()).isEqualTo(expected.states());
        assertThat(resumed.steps()).isEqualTo(expected.steps());
        assertThat(resumed.logs()).isEqualTo(expected.logs());
        int size = expected.saved().size();
        assertThat(resumed.saved()).isEqualTo(expected.saved().subList(size - resumed.saved().size(), size));
    }

    @Test
    void aStoppedTrainingGoesOnWhereItWas() {
        Resumed training = new Resumed(new Adam(), 7, folder);
        Resumed.Outcome expected = training.run(training.options(), 2);
        Checkpoints seldom = Checkpoints.in(folder);
        training.run(training.options().checkpoints(seldom).callback(stopAfter(2, 3)), 2);
        List<Integer> seen = new ArrayList<>();
        Callback first = new Callback() {
            @Override
            public void onEpochBegin(Training begun) {
                seen.add(begun.epoch());
                seen.add(begun.batch());
            }
        };

        Resumed.Outcome resumed = training.run(
                training.options().checkpoints(seldom.resume()).callback(first), 2);

        assertThat(seen).containsExactly(2, 3, 3, 0);
        assertEqual(resumed, expected);
    }

    private static Callback stopAfter(int epoch, int batch) {
        return new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                if (training.epoch() == epoch && training.batch() == batch) {
                    training.stop();
                }
            }
        };
    }

    @Test
    void aFinishedTrainingGoesOnForMoreEpochsOnly() {
        Resumed training = new Resumed(new Adam(), 7, folder);
        FitOptions longer = FitOptions.epochs(Resumed.EPOCHS + 2).batch(7).seed(5)
                .validation(training.options().validation().orElseThrow());
        Resumed.Outcome expected = training.run(longer, 1);
        Resumed.Outcome first = training.run(training.options().checkpoints(Checkpoints.in(folder)), 1);
        Checkpoints resuming = Checkpoints.in(folder).resume();

        assertEqual(training.run(training.options().checkpoints(resuming), 1), first);
        assertEqual(training.run(longer.checkpoints(resuming), 1), expected);
    }

    @Test
    void withoutACheckpointItBeginsAtTheStart() {
        Resumed training = new Resumed(new SGD(), 37, folder.resolve("none"));
        assertThat(training.run(training.options().checkpoints(training.checkpoints().resume()), 1))
                .isEqualTo(training.run(training.options(), 1));
    }

    @Test
    void theCheckpointsOfAnEarlierTrainingAreNotReplaced() {
        Resumed training = new Resumed(new SGD(), 37, folder);
        FitOptions options = training.options().checkpoints(training.checkpoints());
        training.run(options, 1);
        assertThatThrownBy(() -> training.run(options, 1)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds checkpoints of an earlier training: resume it, delete them");
    }

    @Test
    void anotherTrainingIsRefusedWithTheDifference() {
        Resumed training = new Resumed(new SGD(), 7, folder);
        training.run(training.options().checkpoints(training.checkpoints().about("data checksum", "abc")), 1);
        Resumed other = new Resumed(new Adam(), 10, folder);
        FitOptions options = other.options().shuffle(false).seed(6)
                .checkpoints(other.checkpoints().about("data checksum", "def").resume());
        assertThatThrownBy(() -> other.run(options, 1)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("can't be resumed with these settings: optimizer was SGD[schedule=0.01, ")
                .hasMessageContaining(", now Adam[")
                .hasMessageContaining("batch was 7, now 10; shuffle was true, now false; seed was 5, now 6; data "
                        + "checksum was abc, now def");
        FitOptions noValidation = FitOptions.epochs(Resumed.EPOCHS).batch(7).seed(5)
                .checkpoints(training.checkpoints().about("data checksum", "abc").resume());
        assertThatThrownBy(() -> training.run(noValidation, 1))
                .hasMessageContaining("validation data was 11 samples of").hasMessageContaining("now none");
    }

    @Test
    void otherCallbacksAreRefused() {
        Resumed training = new Resumed(new SGD(), 37, folder);
        training.run(training.options().checkpoints(training.checkpoints()), 1);
        FitOptions options = training.options().checkpoints(training.checkpoints().resume())
                .callback(new EarlyStopping("loss", 1, false));
        assertThatThrownBy(() -> training.run(options, 1)).hasMessageContaining(
                "callbacks that remember something were [ModelCheckpoint, EarlyStopping], now [EarlyStopping, "
                        + "ModelCheckpoint, EarlyStopping]");
    }

    /** The bits are the same at every width. */
    @Test
    void anotherVectorWidthNeedsNoWarning() throws IOException {
        Resumed training = new Resumed(new SGD(), 37, folder);
        Resumed.Outcome expected = training.run(training.options().checkpoints(training.checkpoints()), 1);
        for (Path file : new CheckpointFolder(folder).files()) {
            changeVectors(file);
        }
        List<String> warnings = new ArrayList<>();

        assertEqual(training.run(
                training.options().checkpoints(training.checkpoints().resume().warnings(warnings::add)), 1), expected);

        assertThat(warnings).isEmpty();
    }

    private static void changeVectors(Path file) throws IOException {
        Checkpoint was = CheckpointFile.read(file);
        List<Floats> kept = new ArrayList<>();
        for (String entry : was.floats()) {
            float[] values = new float[Integer.parseInt(entry.substring(entry.lastIndexOf(' ') + 1))];
            kept.add(new Floats(
                    entry, values.length, () -> values, read -> System.arraycopy(read, 0, values, 0, read.length)));
        }
        CheckpointFile.load(file, kept);
        Files.delete(file);
        CheckpointFile.write(
                file, new Checkpoint(
                        was.settings(), was.floats(), "2-bit vectors", was.epoch(), was.batch(), was.steps(),
                        was.seconds(), was.learningRate(), was.scores(), was.epochs(), was.callbacks()),
                kept);
    }
}
