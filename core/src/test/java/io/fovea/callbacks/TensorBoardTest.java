package io.fovea.callbacks;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Sequential;
import io.fovea.callbacks.EventReader.Value;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.Training;

class TensorBoardTest {
    @TempDir
    Path folder;

    private static History fit(FitOptions options) {
        float[] pixels = new float[6 * 4 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 37 % 11 / 11f;
        }
        Dataset data = Dataset.of(
                new FloatSamples(new Tensor(6, Shape.of(4, 4, 1), pixels)), new Labels(new int[]{0, 1, 0, 1, 0, 1}));
        try (var model = Sequential.of(
                Input.of(4, 4, 1), Conv2D.of(9, 3), Flatten.of(), Dense.of(2).activation(SOFTMAX))) {
            model.compile(new SGD(0.1), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            return model.fit(data, options.batch(2).validation(data));
        }
    }

    private List<Value> values(String run) throws IOException {
        try (var files = Files.list(folder.resolve("logs").resolve(run))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(String.valueOf(all.getFirst().getFileName())).startsWith("events.out.tfevents.");
            return EventReader.read(all.getFirst());
        }
    }

    private static List<Value> tagged(List<Value> values, String tag) {
        return values.stream().filter(value -> value.tag().equals(tag)).toList();
    }

    @Test
    void scalarsAreTheHistory() throws IOException {
        History history = fit(FitOptions.epochs(3).callback(TensorBoard.of(folder.resolve("logs"))));

        for (String name : List.of("loss", "sparse_categorical_accuracy")) {
            List<Value> trained = tagged(values("train"), "epoch_" + name);
            List<Value> validated = tagged(values("validation"), "epoch_" + name);
            assertThat(trained).extracting(Value::step).containsExactly(0L, 1L, 2L);
            assertThat(validated).extracting(Value::step).containsExactly(0L, 1L, 2L);
            for (int i = 0; i < 3; i++) {
                assertThat(trained.get(i).scalar()).isEqualTo((float) history.get(name)[i]);
                assertThat(validated.get(i).scalar()).isEqualTo((float) history.get("val_" + name)[i]);
            }
        }
        assertThat(values("train")).hasSize(6);
    }

    @Test
    void batchesAreLoggedAsOftenAsAsked() throws IOException {
        fit(FitOptions.epochs(2).callback(TensorBoard.of(folder.resolve("logs")).updateFrequency(2)));

        assertThat(tagged(values("train"), "batch_loss")).extracting(Value::step).containsExactly(1L, 3L, 4L, 6L);
    }

    @Test
    void histogramsHoldEveryWeight() throws IOException {
        fit(FitOptions.epochs(3).callback(TensorBoard.of(folder.resolve("logs")).histogramFrequency(2)));

        List<Value> kernels = tagged(values("train"), "conv2d/kernel/histogram");
        assertThat(kernels).extracting(Value::step).containsExactly(0L, 2L);
        EventReader.Histogram histogram = kernels.getFirst().histogram();
        assertThat(histogram.limits()).hasSize(30).isSorted();
        assertThat(histogram.limits().getLast()).isEqualTo(histogram.max());
        assertThat(histogram.counts().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(81).isEqualTo(histogram.count());
        assertThat(histogram.sum() / 81).isBetween(histogram.min(), histogram.max());
        assertThat(histogram.squares()).isPositive();
        assertThat(values("train")).extracting(Value::tag).contains("dense/bias/histogram")
                .noneMatch(tag -> tag.endsWith("/image"));
    }

    @Test
    void equalAndUnendingNumbersHaveAHistogram() {
        EventReader.Histogram equal = EventReader.value(0, SummaryValue.histogram("x", new float[]{2, 2})).histogram();
        assertThat(equal.limits().getLast()).isEqualTo(2.5);
        EventReader.Histogram none =
                EventReader.value(0, SummaryValue.histogram("x", new float[]{Float.NaN})).histogram();
        assertThat(none.count()).isZero();
    }

    @Test
    void filtersAreAPicture() throws IOException {
        fit(FitOptions.epochs(1).callback(TensorBoard.of(folder.resolve("logs")).writeImages(true)));

        List<Value> images = values("train").stream().filter(value -> value.tag().endsWith("/image")).toList();
        assertThat(images).extracting(Value::tag).containsExactly("conv2d/kernel/image");
        EventReader.Image image = images.getFirst().image();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.png().array()));
        // Nine filters of 3 x 3 make a row of eight and another of one.
        assertThat(picture.getWidth()).isEqualTo(image.width()).isEqualTo(8 * 26 + 2);
        assertThat(picture.getHeight()).isEqualTo(image.height()).isEqualTo(2 * 26 + 2);
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void aFilterGoesFromBlackToWhite() {
        BufferedImage sheet = FilterSheet.of(Shape.of(1, 2, 1, 1), new float[]{-3, 5});
        assertThat(sheet.getRGB(2, 2)).isEqualTo(0xff000000);
        assertThat(sheet.getRGB(10, 2)).isEqualTo(0xffffffff);
    }

    /** What came after the checkpoint is cut off, so that each step is there once, with the numbers of a training in one go. */
    @Test
    void aResumedTrainingHasEachStepOnce() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder.resolve("checkpoints"));
        FitOptions options = FitOptions.epochs(4)
                .callback(TensorBoard.of(folder.resolve("logs")).updateFrequency(1));
        Callback crash = new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                if (training.epoch() == 3 && training.batch() == 2) {
                    throw new IllegalStateException("crash");
                }
            }
        };
        assertThatThrownBy(() -> fit(options.checkpoints(checkpoints).callback(crash))).hasMessage("crash");
        assertThat(tagged(values("train"), "batch_loss")).hasSize(8);

        History history = fit(FitOptions.epochs(4)
                .callback(TensorBoard.of(folder.resolve("logs")).updateFrequency(1))
                .checkpoints(checkpoints.resume()));

        List<Value> losses = tagged(values("train"), "epoch_loss");
        assertThat(losses).extracting(Value::step).containsExactly(0L, 1L, 2L, 3L);
        assertThat(losses.getLast().scalar()).isCloseTo((float) history.get("loss")[3], within(1e-7f));
        assertThat(tagged(values("train"), "batch_loss")).extracting(Value::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void frequenciesBelowZeroAreRefused() {
        TensorBoard board = TensorBoard.of(folder);
        assertThatThrownBy(() -> board.histogramFrequency(-1))
                .hasMessage("TensorBoard: histogramFrequency is 0 or more, but got -1");
        assertThatThrownBy(() -> board.updateFrequency(-1))
                .hasMessage("TensorBoard: updateFrequency is 0 or more, but got -1");
    }
}
