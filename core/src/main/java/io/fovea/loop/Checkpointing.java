package io.fovea.loop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.graph.Network;
import io.fovea.plan.OptimizerState;
import io.fovea.training.Callback;
import io.fovea.training.CheckpointException;
import io.fovea.training.Checkpoints;
import io.fovea.training.History;
import io.fovea.training.Resumable;
import io.fovea.training.Training;

/** The checkpoints of one training: when they are due, what they hold, and how a training resumes from one. */
final class Checkpointing implements AutoCloseable {
    /** As nanoseconds, longer times don't fit into a number. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Checkpoints options;
    private final Map<String, String> settings;
    private final Network network;
    private final OptimizerState optimizer;
    private final List<Resumable> callbacks = new ArrayList<>();
    private final List<Floats> floats;
    private final CheckpointFolder folder;
    private final long everyNanos;
    private long written = System.nanoTime();

    /** @param settings what must be the same on a resume */
    Checkpointing(
            Checkpoints options, Map<String, String> settings, Network network, OptimizerState optimizer,
            List<Callback> callbacks) {
        this.options = options;
        this.settings = settings;
        this.network = network;
        this.optimizer = optimizer;
        for (Callback callback : callbacks) {
            if (callback instanceof Resumable resumable) {
                this.callbacks.add(resumable);
            }
        }
        floats = Floats.of(network, optimizer);
        folder = new CheckpointFolder(options.folder());
        everyNanos = options.every().compareTo(LONGEST) > 0 ? LONGEST.toNanos() : options.every().toNanos();
    }

    /**
     * Gives weights and optimizer what they had at the newest checkpoint, if the training is to be resumed and there is one.
     *
     * @throws CheckpointException when it was another training, or all checkpoints are damaged; nothing is changed then
     */
    Optional<Checkpoint> resume() {
        if (!options.resuming()) {
            return Optional.empty();
        }
        Optional<CheckpointFolder.Found> newest = folder.newest(options.warnings());
        newest.ifPresent(found -> {
            check(found.checkpoint());
            try {
                CheckpointFile.load(found.file(), floats);
            } catch (IOException e) {
                throw new CheckpointException("the checkpoint " + found.file() + " can't be read any more: " + e, e);
            }
            optimizer.steps(found.checkpoint().steps());
        });
        return newest.map(CheckpointFolder.Found::checkpoint);
    }

    private void check(Checkpoint was) {
        List<String> differences = TrainingSettings.differences(was.settings(), settings);
        if (differences.isEmpty() && !was.floats().equals(Floats.table(floats))) {
            differences.add("weights were " + was.floats() + ", now " + Floats.table(floats));
        }
        List<String> remembered = was.callbacks().stream().map(Checkpoint.CallbackState::name).toList();
        List<String> remembering = callbacks.stream().map(Checkpointing::name).toList();
        if (!remembered.equals(remembering)) {
            differences.add("callbacks that remember something were " + remembered + ", now " + remembering);
        }
        if (!differences.isEmpty()) {
            throw new CheckpointException(
                    "the training in " + options.folder() + " is another one and can't be resumed with these settings: "
                            + String.join("; ", differences));
        }
    }

    private static String name(Resumable callback) {
        return callback.getClass().getSimpleName();
    }

    /** Gives the callbacks back what they remembered. */
    void restoreCallbacks(Checkpoint checkpoint, Training training) {
        for (int i = 0; i < callbacks.size(); i++) {
            byte[] state = checkpoint.callbacks().get(i).state();
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
                callbacks.get(i).restore(training, in);
            } catch (IOException e) {
                throw new CheckpointException(
                        "what " + name(callbacks.get(i)) + " remembered can't be read from the checkpoint: " + e, e);
            }
        }
    }

    /**
     * Makes the folder ready.
     *
     * @throws CheckpointException when it holds checkpoints of another training, or can't be written
     */
    void begin() {
        folder.begin(!options.resuming());
        written = System.nanoTime();
    }

    /** Whether the last checkpoint is old enough for another one. */
    boolean isDue() {
        return System.nanoTime() - written >= everyNanos;
    }

    /**
     * Writes one.
     *
     * @param batch batches of the epoch that are done
     * @param seconds spent in the epoch so far
     * @param learningRate that a callback has set; NaN for the optimizer's own
     * @param scores of the epoch so far
     * @throws CheckpointException when this one or the one before can't be written
     */
    void write(int epoch, int batch, double seconds, double learningRate, MetricAccumulators.Sums scores,
            History history) {
        folder.write(
                new Checkpoint(
                        settings, Floats.table(floats), network.kernels().name(), epoch, batch, optimizer.steps(),
                        seconds, learningRate, scores, history.epochs(), callbacks.stream().map(this::state).toList()),
                floats);
        written = System.nanoTime();
    }

    private Checkpoint.CallbackState state(Resumable callback) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            callback.save(out);
        } catch (IOException e) {
            throw new CheckpointException("what " + name(callback) + " remembers can't be kept: " + e.getMessage(), e);
        }
        return new Checkpoint.CallbackState(name(callback), bytes.toByteArray());
    }

    /**
     * Takes the folder for this training alone, until {@link #close}.
     *
     * @throws CheckpointException when another training has it
     */
    void lock() {
        folder.lock();
    }

    /**
     * Waits until the last checkpoint is on the disk, and leaves the folder to others.
     *
     * @throws CheckpointException when it can't be written
     */
    @Override
    public void close() {
        try {
            folder.finish();
        } finally {
            folder.unlock();
        }
    }
}
