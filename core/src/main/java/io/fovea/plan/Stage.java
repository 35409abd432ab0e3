package io.fovea.plan;

import java.util.List;
import java.util.stream.Stream;

import io.fovea.ops.Buffer;
import io.fovea.ops.Slot;
import io.fovea.ops.Step;
import io.fovea.runtime.Workers;

/**
 * Neighbouring work that runs without waiting in between: the workers divide its tasks, and the next stage starts when all
 * are done.
 */
sealed interface Stage {
    /** What is done, in order. */
    List<? extends Work> works();

    /** Runs it for the samples of {@code step}. */
    void run(Step step, Workers workers, Slot[] slots, Stopwatch watch);

    /** A chain of sample-wise work: each sample goes through all of it while it is in the cache. */
    record Chain(List<Work.OnSample> works, Chunks chunks) implements Stage {
        /** Whether the chain adds up partial sums, so that its tasks are chunks and not samples. */
        boolean sums() {
            return works.stream()
                    .flatMap(w -> Stream.concat(w.reads().stream(), w.writes().stream()))
                    .anyMatch(b -> b.kind() == Buffer.Kind.CHUNK);
        }

        @Override
        public void run(Step step, Workers workers, Slot[] slots, Stopwatch watch) {
            int samples = step.samples();
            int perTask = sums() ? chunks.size(samples) : 1;
            int tasks = (samples + perTask - 1) / perTask;
            workers.run(tasks, (task, worker) -> {
                Slot slot = slots[worker];
                slot.chunk = task;
                int end = Math.min(samples, (task + 1) * perTask);
                for (int s = task * perTask; s < end; s++) {
                    slot.sample = s;
                    slot.first = s == task * perTask;
                    slot.last = s == end - 1;
                    long time = watch.now();
                    for (Work.OnSample work : works) {
                        clearHalos(work, slot);
                        work.body().run(slot);
                        time = watch.lap(worker, work, time);
                    }
                }
            });
        }
    }

    /** Work on blocks of samples, and sample-wise work on vectors between it. */
    record Rows(List<? extends Work> works) implements Stage {
        /** Most samples of a block: rows of a register tile. */
        private static final int MOST = 8;

        @Override
        public void run(Step step, Workers workers, Slot[] slots, Stopwatch watch) {
            int samples = step.samples();
            int blocks = (samples + MOST - 1) / MOST;
            workers.run(blocks, (task, worker) -> {
                int from = (int) ((long) samples * task / blocks);
                int to = (int) ((long) samples * (task + 1) / blocks);
                long time = watch.now();
                for (Work work : works) {
                    switch (work) {
                        case Work.OnRows rows -> rows.body().run(from, to, worker);
                        case Work.OnSample sample -> each(sample, from, to, slots[worker]);
                        case Work.OnBatch batch -> throw new IllegalStateException(batch.what());
                    }
                    time = watch.lap(worker, work, time);
                }
            });
        }

        private static void each(Work.OnSample work, int from, int to, Slot slot) {
            for (int s = from; s < to; s++) {
                slot.sample = s;
                clearHalos(work, slot);
                work.body().run(slot);
            }
        }
    }

    /** Work that needs the whole batch. */
    record Batch(Work.OnBatch work) implements Stage {
        @Override
        public List<Work.OnBatch> works() {
            return List.of(work);
        }

        @Override
        public void run(Step step, Workers workers, Slot[] slots, Stopwatch watch) {
            workers.run(work.tasks(), (task, worker) -> {
                long time = watch.now();
                work.body().run(task, worker);
                watch.lap(worker, work, time);
            });
        }
    }

    /** The halo of what is written anew: its memory may have held something else in between. */
    private static void clearHalos(Work.OnSample work, Slot slot) {
        for (Buffer buffer : work.writes()) {
            if (buffer.layout().hasHalo() && !work.reads().contains(buffer)) {
                buffer.layout().clearHalo(buffer.at(slot));
            }
        }
    }
}
