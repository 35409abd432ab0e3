package io.fovea.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.training.copy.CheckpointsBuilder;

/**
 * Where a training saves checkpoints, so that it can be resumed after the process was killed. The resumed training ends with
 * the same weights and the same history, bit for bit, as one that was never interrupted.
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
 * <p>Run again after a power cut, this continues from the last checkpoint. Model, data and options must be equal, except that
 * there may be more epochs, and any number of threads; otherwise the resume is refused with the differences. Callbacks that
 * have state are {@link io.fovea.training.Resumable}.
 *
 * @param folder of the files; created if it does not exist
 * @param every the greatest age of the last checkpoint, 0 or more; default one minute
 * @param resuming whether to resume from the newest checkpoint, if there is one; default false
 * @param about what else must be equal on a resume, by name, such as a checksum of the data; default nothing
 * @param warnings told when a damaged checkpoint is skipped, or when the processor's vectors have another width than before, so
 *     that the bits may differ from there on; default the logger {@code io.fovea}
 */
@RecordBuilder.Include(value = Checkpoints.class, packagePattern = "@.copy")
public record Checkpoints(
        Path folder, Duration every, boolean resuming, Map<String, String> about, Consumer<String> warnings) {
    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Checkpoints {
        Check check = Check.of("Checkpoints")
                .present("folder", folder)
                .present("every", every)
                .present("about", about)
                .present("warnings", warnings);
        check.check(!every.isNegative(), "every", "a duration of 0 or more", every);
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    }

    /** In {@code folder}, all else at its default. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(
                folder, Duration.ofMinutes(1), false, Map.of(),
                warning -> System.getLogger("io.fovea").log(System.Logger.Level.WARNING, warning));
    }

    private CheckpointsBuilder copy() {
        return CheckpointsBuilder.copyOf(this);
    }

    /** With this much time between two checkpoints, 0 or more; default one minute. 0: one after each batch. */
    public Checkpoints every(Duration time) {
        return copy().every(time).build();
    }

    /** Resuming from the newest checkpoint; if there is none, from the start. */
    public Checkpoints resume() {
        return copy().resuming(true).build();
    }

    /** With one more thing that must be equal on a resume. */
    public Checkpoints about(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(about);
        more.put(name, value);
        return copy().about(more).build();
    }

    /** With another listener for warnings; default the logger {@code io.fovea}. */
    public Checkpoints warnings(Consumer<String> listener) {
        return copy().warnings(listener).build();
    }
}
