package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WorkersTest {
    /** Longer than a worker spins. */
    private static final Duration LONG = Duration.ofMillis(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTaskRunsOnce(int size) {
        try (Workers workers = new Workers(size)) {
            assertThat(workers.size()).isEqualTo(size);
            for (int tasks : new int[]{0, 1, 2, 7, 1000, 3}) {
                everyTaskRunsOnce(workers, tasks);
            }
        }
    }

    private static void everyTaskRunsOnce(Workers workers, int tasks) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        AtomicInteger strangers = new AtomicInteger();
        workers.run(tasks, (task, worker) -> {
            runs.incrementAndGet(task);
            if (worker < 0 || worker >= workers.size()) {
                strangers.incrementAndGet();
            }
        });
        int[] once = new int[tasks];
        Arrays.fill(once, 1);
        int[] counted = new int[tasks];
        Arrays.setAll(counted, runs::get);
        assertThat(counted).isEqualTo(once);
        assertThat(strangers).hasValue(0);
    }

    @Test
    void manyShortCallsLoseNothing() {
        try (Workers workers = new Workers(3)) {
            AtomicInteger sum = new AtomicInteger();
            for (int call = 0; call < 20_000; call++) {
                workers.run(1 + call % 5, (task, worker) -> sum.incrementAndGet());
            }
            assertThat(sum).hasValue(60_000);
        }
    }

    @Test
    void resultsAreSeenByTheCaller() {
        try (Workers workers = new Workers(2)) {
            int[] values = new int[1000];
            for (int call = 1; call <= 100; call++) {
                int v = call;
                workers.run(values.length, (task, worker) -> values[task] = v);
                assertThat(values).containsOnly(v);
            }
        }
    }

    @Test
    void oneWorkerRunsOneTaskAtATime() {
        try (Workers workers = new Workers(4)) {
            AtomicIntegerArray busy = new AtomicIntegerArray(4);
            AtomicInteger clashes = new AtomicInteger();
            workers.run(500, (task, worker) -> {
                if (busy.getAndIncrement(worker) != 0) {
                    clashes.incrementAndGet();
                }
                Thread.onSpinWait();
                busy.getAndDecrement(worker);
            });
            assertThat(clashes).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whatATaskThrowsArrivesAfterTheOthersAreDone(int size) {
        try (Workers workers = new Workers(size)) {
            AtomicInteger done = new AtomicInteger();
            assertThatThrownBy(() -> workers.run(100, (task, worker) -> {
                done.incrementAndGet();
                if (task == 17) {
                    throw new IllegalStateException("task 17");
                }
            })).isInstanceOf(IllegalStateException.class).hasMessage("task 17");
            assertThat(done).hasValue(100);
            everyTaskRunsOnce(workers, 10);
        }
    }

    @Test
    void anErrorArrivesAsItIs() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(2, (task, worker) -> {
                throw new AssertionError("an error");
            })).isInstanceOf(AssertionError.class).hasMessage("an error");
        }
    }

    @Test
    void parkedWorkersWake() throws InterruptedException {
        try (Workers workers = new Workers(4)) {
            for (int call = 0; call < 10; call++) {
                Thread.sleep(LONG);
                everyTaskRunsOnce(workers, 50);
            }
        }
    }

    @Test
    void aTaskMayUseATeamOfItsOwn() {
        try (Workers outer = new Workers(2); Workers inner = new Workers(2)) {
            AtomicInteger sum = new AtomicInteger();
            outer.run(1, (task, worker) -> inner.run(100, (t, w) -> sum.addAndGet(t)));
            assertThat(sum).hasValue(4950);
        }
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Workers workers = new Workers(3);
        Thread.sleep(LONG);
        AtomicIntegerArray seen = new AtomicIntegerArray(3);
        Thread[] threads = new Thread[3];
        workers.run(3000, (task, worker) -> {
            threads[worker] = Thread.currentThread();
            seen.incrementAndGet(worker);
            spin();
        });
        workers.close();
        for (int worker = 1; worker < 3; worker++) {
            if (seen.get(worker) > 0) {
                threads[worker].join(5000);
                assertThat(threads[worker].isAlive()).isFalse();
            }
        }
    }

    private static void spin() {
        for (int i = 0; i < 1000; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anEmptyTeamIsRefused() {
        assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 worker or more").hasMessageContaining("0");
    }
}
