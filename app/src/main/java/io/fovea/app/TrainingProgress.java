package io.fovea.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fovea.tensor.ByteSize;
import io.fovea.training.Callback;
import io.fovea.training.Training;

/** Shows a training: the memory it needs, a bar while an epoch runs, a line when it is done. */
final class TrainingProgress implements Callback {
    private final Terminal terminal;
    private final long dataBytes;
    private Optional<ProgressBar> bar = Optional.empty();
    private long began;
    private int doneBefore;
    private double trainingSeconds;

    /** @param dataBytes what the data take of the memory */
    TrainingProgress(Terminal terminal, long dataBytes) {
        this.terminal = terminal;
        this.dataBytes = dataBytes;
    }

    @Override
    public void onTrainBegin(Training training) {
        long weights = training.weightBytes();
        long needed = training.memoryBytes();
        terminal.say("memory: " + ByteSize.format(needed) + " for the engine (" + ByteSize.format(weights)
                + " weights and optimizer, " + ByteSize.format(needed - weights) + " buffers) and "
                + ByteSize.format(dataBytes) + " data in Java's heap of up to "
                + ByteSize.format(Runtime.getRuntime().maxMemory()) + "\n");
    }

    @Override
    public void onEpochBegin(Training training) {
        began = System.nanoTime();
        doneBefore = training.samplesDone();
        if (terminal.interactive()) {
            bar = Optional.of(new ProgressBar(
                    terminal, "epoch " + training.epoch() + "/" + training.epochs(), training.batches(), "", 1));
        }
    }

    @Override
    public void onBatchEnd(Training training) {
        trainingSeconds = (System.nanoTime() - began) / 1e9;
        if (bar.isPresent() && bar.get().isDue()) {
            bar.get().draw(training.batch(), figures(training, 3));
        }
    }

    @Override
    public void onValidationBegin(Training training) {
        bar.ifPresent(b -> b.draw(training.batch(), figures(training, 3) + " validating"));
    }

    @Override
    public void onEpochEnd(Training training) {
        closeBar();
        terminal.say(String.format(
                Locale.ROOT, "epoch %s/%d  %5.1f s  %s", number(training), training.epochs(),
                training.history().epochs().getLast().seconds(), figures(training, 4)));
    }

    /** The epoch, as wide as the last one will be. */
    private static String number(Training training) {
        String last = Integer.toString(training.epochs());
        String number = Integer.toString(training.epoch());
        return " ".repeat(last.length() - number.length()) + number;
    }

    @Override
    public void onTrainEnd(Training training) {
        closeBar();
    }

    private void closeBar() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    private String figures(Training training, int digits) {
        return String.format(Locale.ROOT, "%,.0f images/s ", (training.samplesDone() - doneBefore) / trainingSeconds)
                + figures(training.logs(), digits);
    }

    /** Loss and metrics as people call them: {@code loss 1.2345 accuracy 0.5678 val_loss …}. */
    private static String figures(Map<String, Double> logs, int digits) {
        return logs.entrySet().stream()
                .map(e -> e.getKey().replace("sparse_categorical_", "")
                        + String.format(Locale.ROOT, " %." + digits + "f", e.getValue()))
                .collect(Collectors.joining(" "));
    }
}
