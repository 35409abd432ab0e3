package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.fovea.runtime.Lifecycle.Work;

@Timeout(60)
class LifecycleTest {
    private static final Predicate<Thread> NO_WORKERS = thread -> false;

    private final AtomicInteger releases = new AtomicInteger();
    private final Lifecycle lifecycle = new Lifecycle(releases::incrementAndGet);

    /** Runs on another thread and waits for it. */
    private static void elsewhere(Runnable action) throws InterruptedException {
        Thread.ofPlatform().start(action).join();
    }

    @Test
    void closesOnce() {
        lifecycle.close(NO_WORKERS);
        lifecycle.close(NO_WORKERS);
        lifecycle.abandon();

        assertThat(releases).hasValue(1);
        assertThatThrownBy(() -> lifecycle.enter(Work.ACCESS)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("this model was closed");
        assertThatThrownBy(() -> lifecycle.change("compile", () -> {})).hasMessageContaining("this model was closed");
    }

    @Test
    void closeWaitsForPredictionsOfOthers() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread predicting = Thread.ofPlatform().start(() -> {
            lifecycle.enter(Work.ACCESS);
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            // Work that is running may go on inside, although close() waits already.
            lifecycle.enter(Work.ACCESS);
            lifecycle.exit(Work.ACCESS);
            assertThat(releases).hasValue(0);
            lifecycle.exit(Work.ACCESS);
        });
        entered.await();
        Thread closing = Thread.ofPlatform().start(() -> lifecycle.close(NO_WORKERS));
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> lifecycle.enter(Work.ACCESS)).hasMessageContaining("closed");
        leave.countDown();
        predicting.join();
        closing.join();
        assertThat(releases).hasValue(1);
    }

    @Test
    void closeFromInsideIsRefused() throws InterruptedException {
        lifecycle.enter(Work.ACCESS);
        assertThatThrownBy(() -> lifecycle.close(NO_WORKERS)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from inside a prediction");
        elsewhere(() -> assertThatThrownBy(() -> lifecycle.close(thread -> true))
                .hasMessageContaining("from inside a prediction"));
        lifecycle.exit(Work.ACCESS);
        assertThat(releases).hasValue(0);
        lifecycle.close(NO_WORKERS);
        assertThat(releases).hasValue(1);
    }

    @Test
    void closeDuringATrainingOrAnEvaluationIsRefused() throws InterruptedException {
        for (Work work : new Work[]{Work.TRAINING, Work.EVALUATION}) {
            lifecycle.enter(work);
            AtomicInteger refusals = new AtomicInteger();
            elsewhere(() -> {
                assertThatThrownBy(() -> lifecycle.close(NO_WORKERS)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("close() was called while a");
                refusals.incrementAndGet();
            });
            assertThat(refusals).hasValue(1);
            lifecycle.exit(work);
        }
        assertThat(releases).hasValue(0);
    }

    @Test
    void oneTrainingAtATime() {
        lifecycle.enter(Work.TRAINING);
        lifecycle.enter(Work.ACCESS);
        lifecycle.enter(Work.EVALUATION);
        assertThatThrownBy(() -> lifecycle.enter(Work.TRAINING)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("running already");
        lifecycle.exit(Work.EVALUATION);
        lifecycle.exit(Work.ACCESS);
        lifecycle.exit(Work.TRAINING);
        assertThatCode(() -> lifecycle.enter(Work.TRAINING)).doesNotThrowAnyException();
    }

    @Test
    void aChangeNeedsEverybodyOutside() {
        lifecycle.enter(Work.TRAINING);
        assertThatThrownBy(() -> lifecycle.change("compile", () -> {
            throw new AssertionError("must not run");
        })).isInstanceOf(IllegalStateException.class)
                .hasMessage("compile is refused while a training of this model runs; call it before or after");
        lifecycle.exit(Work.TRAINING);

        lifecycle.change("compile", () -> assertThatThrownBy(() -> lifecycle.enter(Work.ACCESS))
                .hasMessageContaining("from inside a change"));
        assertThatThrownBy(() -> lifecycle.change("compile", () -> lifecycle.close(NO_WORKERS)))
                .hasMessageContaining("from inside a change");
        lifecycle.change("compile", () -> {});
    }

    @Test
    void anAbandonedModelIsFreedByTheLastOneOutside() {
        lifecycle.enter(Work.ACCESS);
        lifecycle.enter(Work.TRAINING);
        lifecycle.abandon();
        lifecycle.exit(Work.TRAINING);
        assertThat(releases).hasValue(0);
        lifecycle.exit(Work.ACCESS);
        assertThat(releases).hasValue(1);
        assertThatThrownBy(() -> lifecycle.enter(Work.ACCESS)).hasMessageContaining("closed");
    }
}
