package io.fovea.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fovea.Summary;
import io.fovea.callbacks.Callback;
import io.fovea.callbacks.Training;

/** Shows a training: the memory it takes, a bar while an epoch goes on, a line when it is done. */
final class TrainingProgress implements Callback {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final Terminal terminal;
    private final long dataBytes;
    private Optional<Bar> bar = Optional.empty();
    private long began;
    private long shown;
    private double trainingSeconds;

    /** @param dataBytes what the data take of the memory */
    TrainingProgress(Terminal terminal, long dataBytes) {
        this.terminal = terminal;
        this.dataBytes = dataBytes;
    }

    @Override
    public void onTrainBegin(Training training) {
        terminal.say("memory: " + Summary.size(training.memoryBytes() + dataBytes) + " ("
                + Summary.size(training.memoryBytes()) + " for weights, optimizer and buffers, "
                + Summary.size(dataBytes) + " for the data), and Java's own\n");
    }

    @Override
    public void onEpochBegin(Training training) {
        began = System.nanoTime();
        shown = began;
        if (terminal.interactive()) {
            bar = Optional.of(new Bar(
                    terminal, "epoch " + training.epoch() + "/" + training.epochs(), training.batches(), "", 1));
        }
    }

    @Override
    public void onBatchEnd(Training training) {
        long now = System.nanoTime();
        trainingSeconds = (now - began) / 1e9;
        // A line of text for each of a thousand steps a second would cost more than some of the steps.
        if (bar.isPresent() && (now - shown > INTERVAL_NANOS || training.batch() == training.batches())) {
            shown = now;
            bar.get().update(training.batch(), figures(training));
        }
    }

    @Override
    public void onValidationBegin(Training training) {
        bar.ifPresent(b -> b.update(training.batch(), "validating"));
    }

    @Override
    public void onEpochEnd(Training training) {
        closeBar();
        terminal.say(String.format(
                Locale.ROOT, "epoch %s/%d  %5.1f s  %s", number(training), training.epochs(),
                training.history().epochs().getLast().seconds(), figures(training)));
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
        bar.ifPresent(Bar::close);
        bar = Optional.empty();
    }

    private String figures(Training training) {
        return String.format(Locale.ROOT, "%,6.0f images/s  ", training.samplesDone() / trainingSeconds)
                + figures(training.logs());
    }

    /** Loss and metrics as people call them: {@code loss 1.2345  accuracy 0.5678  val_loss …}. */
    static String figures(Map<String, Double> logs) {
        return logs.entrySet().stream()
                .map(e -> String.format(
                        Locale.ROOT, "%s %.4f", e.getKey().replace("sparse_categorical_", ""), e.getValue()))
                .collect(Collectors.joining("  "));
    }
}
