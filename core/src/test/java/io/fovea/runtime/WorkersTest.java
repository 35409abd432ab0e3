package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTaskRunsOnce(int size) {
        try (Workers workers = new Workers(size)) {
            assertThat(workers.size()).isEqualTo(size);
            for (int tasks : new int[]{0, 1, 2, 7, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                Set<Integer> strangers = ConcurrentHashMap.newKeySet();
                workers.run(tasks, (task, worker) -> {
                    runs.incrementAndGet(task);
                    if (worker < 0 || worker >= size) {
                        strangers.add(worker);
                    }
                });
                for (int t = 0; t < tasks; t++) {
                    assertThat(runs.get(t)).as("runs of task %d of %d", t, tasks).isEqualTo(1);
                }
                assertThat(strangers).isEmpty();
            }
        }
    }

    /** A worker's number is an index of scratch memory, so no two tasks may run under one number at the same time. */
    @Test
    void aWorkerDoesOneTaskAtATime() {
        try (Workers workers = new Workers(4)) {
            AtomicIntegerArray busy = new AtomicIntegerArray(4);
            AtomicInteger clashes = new AtomicInteger();
            for (int call = 0; call < 200; call++) {
                workers.run(50, (task, worker) -> {
                    if (busy.incrementAndGet(worker) != 1) {
                        clashes.incrementAndGet();
                    }
                    busy.decrementAndGet(worker);
                });
            }
            assertThat(clashes).hasValue(0);
        }
    }

    @Test
    void othersTakeWhatASlowWorkerLeaves() {
        try (Workers workers = new Workers(2)) {
            AtomicInteger done = new AtomicInteger();
            // Task 0 is the caller's first; the second thread must do all others, those of the caller's share too.
            workers.run(10, (task, worker) -> {
                if (task == 0) {
                    while (done.get() < 9) {
                        Thread.onSpinWait();
                    }
                } else {
                    done.incrementAndGet();
                }
            });
            assertThat(done).hasValue(9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFailureIsThrownOnceTheOtherTasksAreDone(int size) {
        try (Workers workers = new Workers(size)) {
            for (int tasks : new int[]{1, 2, 100}) {
                AtomicInteger done = new AtomicInteger();
                assertThatThrownBy(() -> workers.run(tasks, (task, worker) -> {
                    if (task == tasks / 3) {
                        throw new ArithmeticException("task " + task);
                    }
                    done.incrementAndGet();
                })).isInstanceOf(ArithmeticException.class).hasMessage("task " + tasks / 3);
                assertThat(done).hasValue(tasks - 1);
            }
            assertThatThrownBy(() -> workers.run(5, (task, worker) -> {
                throw new StackOverflowError();
            })).isInstanceOf(StackOverflowError.class);
            AtomicInteger after = new AtomicInteger();
            workers.run(5, (task, worker) -> after.incrementAndGet());
            assertThat(after).as("the team works on after a failure").hasValue(5);
        }
    }

    @Test
    void parkedWorkersWakeUp() throws InterruptedException {
        try (Workers workers = new Workers(3)) {
            for (int call = 0; call < 4; call++) {
                Thread.sleep(120);
                Set<Integer> seen = ConcurrentHashMap.newKeySet();
                // Each task waits until every worker has one, so the call ends only if all of them woke up.
                workers.run(3, (task, worker) -> {
                    seen.add(worker);
                    while (seen.size() < 3) {
                        Thread.onSpinWait();
                    }
                });
                assertThat(seen).containsExactlyInAnyOrder(0, 1, 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void manyShortCalls(int size) {
        try (Workers workers = new Workers(size)) {
            AtomicLong sum = new AtomicLong();
            for (int call = 0; call < 20_000; call++) {
                workers.run(3, (task, worker) -> sum.addAndGet(task + 1));
            }
            assertThat(sum).hasValue(20_000 * 6);
        }
    }

    /** What a task wrote without further ado, its caller sees, and so does the next call's task on another thread. */
    @Test
    void resultsAreVisibleToTheCallerAndTheNextCall() {
        int[] values = new int[64];
        try (Workers workers = new Workers(2)) {
            for (int call = 1; call <= 2_000; call++) {
                int shift = call;
                workers.run(64, (task, worker) -> values[(task + shift) % 64]++);
                for (int value : values) {
                    assertThat(value).isEqualTo(call);
                }
            }
        }
    }

    @Test
    void severalThreadsMayCallAtOnce() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            AtomicLong sum = new AtomicLong();
            Thread[] callers = new Thread[3];
            for (int i = 0; i < callers.length; i++) {
                callers[i] = new Thread(() -> {
                    for (int call = 0; call < 5_000; call++) {
                        AtomicInteger own = new AtomicInteger();
                        workers.run(5, (task, worker) -> own.incrementAndGet());
                        sum.addAndGet(own.get());
                    }
                });
                callers[i].start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(sum).hasValue(3 * 5_000 * 5);
        }
    }

    /** A worker that is late for a call must not take its tasks for those of the next, which are more. */
    @Test
    void callsOfManySizesOneRightAfterTheOther() {
        int[] sizes = {64, 2, 10, 1, 16};
        int[] runs = new int[64];
        try (Workers workers = new Workers(3)) {
            for (int call = 0; call < 100_000; call++) {
                int tasks = sizes[call % sizes.length];
                workers.run(tasks, (task, worker) -> runs[task]++);
                for (int t = 0; t < tasks; t++) {
                    if (runs[t] != 1) {
                        throw new AssertionError("call " + call + ": task " + t + " ran " + runs[t] + " times");
                    }
                    runs[t] = 0;
                }
            }
        }
    }

    @Test
    void aCallAllocatesNothing() {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicLong sum = new AtomicLong();
        Workers.Task body = (task, worker) -> sum.addAndGet(task);
        try (Workers workers = new Workers(2)) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int call = 0; call < 1_000; call++) {
                    workers.run(4, body);
                }
                least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }

    @Test
    void closeEndsTheThreads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Workers workers = new Workers(3);
        workers.run(3, (task, worker) -> {
            threads.add(Thread.currentThread());
            while (threads.size() < 3) {
                Thread.onSpinWait();
            }
        });
        Thread.sleep(20);
        workers.close();
        threads.remove(Thread.currentThread());
        assertThat(threads).hasSize(2).allMatch(Thread::isDaemon);
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).as("%s ended", thread).isTrue();
        }
    }

    @Test
    void aTeamHasOneWorkerAtLeast() {
        assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a team has 1 to 4096 workers, but got 0");
    }
}
