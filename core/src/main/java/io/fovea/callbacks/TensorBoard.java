package io.fovea.callbacks;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fovea.description.Check;
import io.fovea.tensor.Tensor;
import io.fovea.training.Resumable;
import io.fovea.training.Training;

/**
 * Writes event files that TensorBoard shows, with Keras's tags: the training's in {@code logDir/train}, the validation's in
 * {@code logDir/validation}, both under the same names, so that their curves lie over each other. Steps are epochs, counted from 0, or
 * batches, counted from 1.
 *
 * <ul>
 *   <li>{@code epoch_loss}, {@code epoch_} and the name of each metric, after each epoch; so is all else that the logs hold, as a
 *       {@code learning_rate}
 *   <li>{@code batch_loss} and so on, with {@link #updateFrequency}: means over the epoch so far
 *   <li>{@code LAYER/WEIGHT/histogram} with {@link #histogramFrequency}
 *   <li>{@code LAYER/WEIGHT/image}, the filters of convolutions over one channel or three, with {@link #writeImages}
 * </ul>
 *
 * <p>The format is simple (TFRecord framing around two protocol buffer messages), and its usual library would be larger than all of
 * Fovea: so it is written here by hand. A training that is resumed cuts off what was written after its checkpoint and goes on in the
 * same files, so no step is there twice.
 *
 * <p>Example: {@code FitOptions.epochs(10).callback(TensorBoard.of(Path.of("logs")).histogramFrequency(1))}, then
 * {@code tensorboard --logdir logs}
 */
public final class TensorBoard implements Resumable {
    private final Path logDir;
    private final int histogramFrequency;
    private final boolean writeImages;
    private final int updateFrequency;
    private final EventFile train;
    private final EventFile validation;

    private TensorBoard(Path logDir, int histogramFrequency, boolean writeImages, int updateFrequency) {
        Check.of("TensorBoard")
                .present("logDir", logDir)
                .atLeast(0, "histogramFrequency", histogramFrequency)
                .atLeast(0, "updateFrequency", updateFrequency);
        this.logDir = logDir;
        this.histogramFrequency = histogramFrequency;
        this.writeImages = writeImages;
        this.updateFrequency = updateFrequency;
        train = new EventFile(logDir.resolve("train"));
        validation = new EventFile(logDir.resolve("validation"));
    }

    /** Scalars after each epoch, in event files under {@code logDir}, which is made when it is missing. */
    public static TensorBoard of(Path logDir) {
        return new TensorBoard(logDir, 0, false, 0);
    }

    /**
     * With histograms of all weights each {@code epochs} epochs, from the first on; 0: none, the default.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TensorBoard histogramFrequency(int epochs) {
        return new TensorBoard(logDir, epochs, writeImages, updateFrequency);
    }

    /** With pictures of filters, in the epochs of the histograms, or without those in each epoch; default none. */
    public TensorBoard writeImages(boolean write) {
        return new TensorBoard(logDir, histogramFrequency, write, updateFrequency);
    }

    /**
     * With scalars each {@code batches} batches as well, from the first of an epoch on. Keras's {@code update_freq="batch"} is 1, its
     * {@code "epoch"} is 0, the default.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TensorBoard updateFrequency(int batches) {
        return new TensorBoard(logDir, histogramFrequency, writeImages, batches);
    }

    @Override
    public void onBatchEnd(Training training) {
        if (updateFrequency > 0 && (training.batch() - 1) % updateFrequency == 0) {
            List<byte[]> values = new ArrayList<>();
            training.logs().forEach((name, value) -> values.add(SummaryValue.scalar("batch_" + name, value)));
            append(train, (training.epoch() - 1L) * training.batches() + training.batch(), values);
        }
    }

    @Override
    public void onEpochEnd(Training training) {
        List<byte[]> trained = new ArrayList<>();
        List<byte[]> validated = new ArrayList<>();
        training.logs().forEach((name, value) -> {
            boolean isValidation = name.startsWith("val_");
            String tag = "epoch_" + (isValidation ? name.substring("val_".length()) : name);
            (isValidation ? validated : trained).add(SummaryValue.scalar(tag, value));
        });
        addWeights(training, trained);
        append(train, training.epoch() - 1L, trained);
        if (!validated.isEmpty()) {
            append(validation, training.epoch() - 1L, validated);
        }
    }

    private void addWeights(Training training, List<byte[]> values) {
        boolean isDue = (training.epoch() - 1) % Math.max(1, histogramFrequency) == 0;
        if (!isDue || histogramFrequency == 0 && !writeImages) {
            return;
        }
        for (Map.Entry<String, Tensor> weight : training.namedWeights().entrySet()) {
            Tensor tensor = weight.getValue();
            if (histogramFrequency > 0) {
                values.add(SummaryValue.histogram(weight.getKey() + "/histogram", tensor.values()));
            }
            if (writeImages && FilterSheet.shows(tensor.sampleShape())) {
                values.add(SummaryValue.image(
                        weight.getKey() + "/image", FilterSheet.of(tensor.sampleShape(), tensor.values())));
            }
        }
    }

    private static void append(EventFile file, long step, List<byte[]> values) {
        try {
            file.append(step, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        train.save(out);
        validation.save(out);
    }

    @Override
    public void restore(Training training, DataInput in) throws IOException {
        train.restore(in);
        validation.restore(in);
    }
}
