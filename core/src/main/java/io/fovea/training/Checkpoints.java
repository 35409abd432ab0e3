package io.fovea.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where a training leaves checkpoints, so that it can be resumed after the process was killed, and comes to the same weights
 * and the same history, bit for bit, as if it never had been.
 *
 * <p>A checkpoint is written after a batch when the last one is older than {@link #every}, at the end of each epoch, and when
 * the training is stopped. The last two are kept; a file that is there is whole. A training that is not resumed refuses a
 * folder with checkpoints of an earlier one. While a training runs, its folder is locked: a second training with the same folder, in
 * this process or another, is refused with the id of the process that has it.
 *
 * <pre>{@code
 * var checkpoints = Checkpoints.in(Path.of("checkpoints")).every(Duration.ofMinutes(5)).resume();
 * model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
 * model.fit(data.train(), FitOptions.epochs(100).batch(128).checkpoints(checkpoints));
 * }</pre>
 *
 * <p>Run again after a power cut, this goes on where it was. Model, data and options must be the same, but for more epochs
 * than before, and threads; else the difference is shown. Callbacks that remember something are {@link
 * io.fovea.training.Resumable}.
 *
 * @param folder where they lie; it is made if it is not there
 * @param every how old the last one gets, 0 or more; default one minute
 * @param resuming whether to go on from the newest one, if there is one; default false
 * @param about what else must be the same on a resume, by name, as a checksum of the data; default nothing
 * @param warnings who is told that a damaged checkpoint was passed over, or that the processor's vectors have another width
 *     than before, so that the bits may differ from there on; default the logger {@code io.fovea}
 */
public record Checkpoints(
        Path folder, Duration every, boolean resuming, Map<String, String> about, Consumer<String> warnings) {
    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Checkpoints {
        if (every.isNegative()) {
            throw new IllegalArgumentException("the time between two checkpoints is 0 or more, but got " + every);
        }
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    }

    /** In {@code folder}, all else at its default. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(
                folder, Duration.ofMinutes(1), false, Map.of(),
                warning -> System.getLogger("io.fovea").log(System.Logger.Level.WARNING, warning));
    }

    /** With this much time between two of them; 0: one after each batch. */
    public Checkpoints every(Duration time) {
        return new Checkpoints(folder, time, resuming, about, warnings);
    }

    /** Going on from the newest one; if there is none, from the start. */
    public Checkpoints resume() {
        return new Checkpoints(folder, every, true, about, warnings);
    }

    /** With one more thing that must be the same on a resume. */
    public Checkpoints about(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(about);
        more.put(name, value);
        return new Checkpoints(folder, every, resuming, more, warnings);
    }

    /** With someone else who is told of warnings. */
    public Checkpoints warnings(Consumer<String> listener) {
        return new Checkpoints(folder, every, resuming, about, listener);
    }
}
