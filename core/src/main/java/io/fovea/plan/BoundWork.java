package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.WorkContext;

/** Sample-wise work made ready to run, once its buffers have their places: which halos it clears is found out beforehand. */
final class BoundWork {
    private final Work work;
    private final Buffer[] halos;
    private final Stopwatch watch;
    private final int number;

    private BoundWork(Work work, Stopwatch watch) {
        this.work = work;
        this.watch = watch;
        number = watch.number(work);
        // What is written anew in memory that may have held something else in between.
        halos = work.writes().stream()
                .filter(b -> b.layout().hasHalo() && !b.isAlone() && !work.reads().contains(b))
                .toArray(Buffer[]::new);
    }

    static BoundWork[] of(List<? extends Work> works, Stopwatch watch) {
        return works.stream().map(w -> new BoundWork(w, watch)).toArray(BoundWork[]::new);
    }

    /** Zeroes what lies around the inside of the slot's buffers that are written anew. */
    void clearHalos(WorkContext context) {
        for (Buffer buffer : halos) {
            buffer.layout().clearHalo(buffer.at(context));
        }
    }

    /** Does it for the slot's sample; returns the time, as a stopwatch's lap. */
    long run(WorkContext context, long time) {
        clearHalos(context);
        if (work instanceof Work.OnSample sample) {
            sample.body().run(context);
        }
        return lap(context.worker, time);
    }

    /** Adds the time since {@code start} to the work's and returns the time now. */
    long lap(int worker, long start) {
        return watch.lap(worker, number, start);
    }
}
