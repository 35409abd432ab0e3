package io.fovea.plan;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.ops.Step;
import io.fovea.ops.WorkContext;
import io.fovea.runtime.Workers;

/**
 * Neighboring work that runs without waiting in between: the workers divide its tasks, and the next stage starts when all
 * are done.
 */
sealed interface Stage {
    /** What is done, in order. */
    List<? extends Work> works();

    /** How many tasks there are in a step of {@code samples} samples. */
    int tasks(int samples);

    /** The body of the tasks, made once for all steps, so that a step allocates nothing. */
    Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch);

    /**
     * A chain of sample-wise work: each sample goes through all of it while it is in the cache.
     *
     * @param sums whether the chain adds up partial sums, so that its tasks are chunks and not samples
     */
    record Chain(List<Work.OnSample> works, BatchTree tree, boolean sums) implements Stage {
        Chain(List<Work.OnSample> works, BatchTree tree) {
            this(works, tree, works.stream()
                    .flatMap(w -> Stream.concat(w.reads().stream(), w.writes().stream()))
                    .anyMatch(b -> b.kind() == Buffer.Kind.CHUNK));
        }

        @Override
        public int tasks(int samples) {
            return sums ? tree.chunks(samples) : samples;
        }

        @Override
        public Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch) {
            BoundWork[] bound = BoundWork.of(works, watch);
            return (task, worker) -> {
                int perTask = sums ? tree.chunkSize(step.samples()) : 1;
                int end = Math.min(step.samples(), (task + 1) * perTask);
                WorkContext context = contexts[worker];
                context.chunk = task;
                for (int s = task * perTask; s < end; s++) {
                    context.sample = s;
                    context.first = s == task * perTask;
                    context.last = s == end - 1;
                    long time = watch.now();
                    for (BoundWork work : bound) {
                        time = work.run(context, time);
                    }
                }
            };
        }
    }

    /** Work on blocks of samples, and sample-wise work on vectors between it. */
    record SampleBlocks(List<? extends Work> works) implements Stage {
        /** Most samples of a block: rows of a register tile. */
        private static final int MOST = 8;

        @Override
        public int tasks(int samples) {
            return (samples + MOST - 1) / MOST;
        }

        @Override
        public Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch) {
            Work[] all = works.toArray(Work[]::new);
            BoundWork[] bound = BoundWork.of(works, watch);
            return (task, worker) -> {
                int blocks = tasks(step.samples());
                int from = (int) ((long) step.samples() * task / blocks);
                int to = (int) ((long) step.samples() * (task + 1) / blocks);
                for (int i = 0; i < all.length; i++) {
                    if (all[i] instanceof Work.OnSampleBlocks rows) {
                        long time = watch.now();
                        for (int s = from; s < to; s++) {
                            contexts[worker].sample = s;
                            bound[i].clearHalos(contexts[worker]);
                        }
                        rows.body().run(from, to, worker);
                        bound[i].lap(worker, time);
                    } else {
                        each(bound[i], from, to, contexts[worker], watch);
                    }
                }
            };
        }

        private static void each(BoundWork work, int from, int to, WorkContext context, Stopwatch watch) {
            long time = watch.now();
            for (int s = from; s < to; s++) {
                context.sample = s;
                time = work.run(context, time);
            }
        }
    }

    /** Work on the only sample, which the workers divide. */
    record Parts(Work.OnParts work) implements Stage {
        @Override
        public List<Work.OnParts> works() {
            return List.of(work);
        }

        @Override
        public int tasks(int samples) {
            return work.parts();
        }

        @Override
        public Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch) {
            BoundWork bound = BoundWork.of(works(), watch)[0];
            return (task, worker) -> {
                long time = watch.now();
                WorkContext context = contexts[worker];
                context.sample = 0;
                if (task == 0) {
                    bound.clearHalos(context);
                }
                work.body().run(context, task, work.parts());
                bound.lap(worker, time);
            };
        }
    }

    /** Work on chunks of samples. */
    record Chunked(Work.OnChunks work, BatchTree tree) implements Stage {
        @Override
        public List<Work.OnChunks> works() {
            return List.of(work);
        }

        @Override
        public int tasks(int samples) {
            return tree.chunks(samples);
        }

        @Override
        public Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch) {
            int number = watch.number(work);
            return (task, worker) -> {
                long time = watch.now();
                int size = tree.chunkSize(step.samples());
                work.body().run(task, task * size, Math.min(step.samples(), (task + 1) * size), worker);
                watch.lap(worker, number, time);
            };
        }
    }

    /** Work that needs the whole batch; if there is more than one piece, none needs what another one does. */
    record Batch(List<Work.OnBatch> works) implements Stage {
        @Override
        public int tasks(int samples) {
            // A loop, for a stream would be objects in each step.
            int tasks = 0;
            for (int i = 0; i < works.size(); i++) {
                tasks += works.get(i).tasks();
            }
            return tasks;
        }

        @Override
        public Workers.Task task(Step step, WorkContext[] contexts, Stopwatch watch) {
            Work.OnBatch[] ofTask = works.stream()
                    .flatMap(work -> Collections.nCopies(work.tasks(), work).stream())
                    .toArray(Work.OnBatch[]::new);
            int[] firstTask = new int[ofTask.length];
            int[] number = new int[ofTask.length];
            for (int task = 0; task < ofTask.length; task++) {
                firstTask[task] = task > 0 && ofTask[task] == ofTask[task - 1] ? firstTask[task - 1] : task;
                number[task] = watch.number(ofTask[task]);
            }
            return (task, worker) -> {
                long time = watch.now();
                ofTask[task].body().run(task - firstTask[task], worker);
                watch.lap(worker, number[task], time);
            };
        }
    }
}
