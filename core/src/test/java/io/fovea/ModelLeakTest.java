package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.fovea.custom.UpdateRule;
import io.fovea.initializers.Initializer;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.training.FitOptions;

/** Models leave nothing behind: no memory, no threads. */
@Timeout(240)
class ModelLeakTest {
    private static final int MODELS = 2_000;
    private static final int MOST_THREADS = 60;

    /** In a process with 24 MB for all memory outside the heap: the models together would take ten times as much. */
    @Test
    void twoThousandModelsFitIntoASmallProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:MaxDirectMemorySize=24m", "--add-modules", "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Models.class.getName())
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream out = process.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("done: " + MODELS);
    }

    /** What the process does. */
    static final class Models {
        private Models() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < MODELS; i++) {
                Model model = Small.compiled();
                model.threads(3);
                model.predict(Small.samples(2));
                if (i % 10 == 0) {
                    model.fit(Small.data(4), FitOptions.epochs(1));
                    model.evaluate(Small.data(4));
                }
                if (i % 2 == 0) {
                    model.close();
                }
                if (i % 100 == 99) {
                    model = null;
                    awaitFewThreads();
                }
            }
            System.out.println("done: " + MODELS);
        }

        /** Until the garbage collector has found the unclosed models, and their threads have ended. */
        private static void awaitFewThreads() throws InterruptedException {
            for (int tries = 0; Thread.activeCount() > MOST_THREADS; tries++) {
                if (tries == 50) {
                    throw new AssertionError(Thread.activeCount() + " threads are left");
                }
                System.gc();
                Thread.sleep(20);
            }
        }
    }

    @Test
    void recompilingAndInitializingTakeNoMoreMemory() {
        try (Model model = Small.compiled()) {
            model.fit(Small.data(4), FitOptions.epochs(1));
            long bytes = model.weightBytes();
            for (int i = 0; i < 100; i++) {
                model.compile(new Adam(), new SparseCategoricalCrossentropy());
                model.initialize(i);
                model.threads(1 + i % 3);
                model.directConvolutions(i % 2 == 0);
            }
            assertThat(model.weightBytes()).isEqualTo(bytes);
            assertThat(model.predictionBytes()).isZero();
        }
    }

    @Test
    void initializeForgetsTheOptimizersState() {
        try (Model model = Small.compiled()) {
            model.fit(Small.data(4), FitOptions.epochs(2));
            assertThat(model.optimizerState().steps()).isEqualTo(2);
            model.initialize(1);
            OptimizerSnapshot state = model.optimizerState();
            assertThat(state.steps()).isZero();
            assertThat(state.states()).allSatisfy(
                    states -> assertThat(states).allSatisfy(numbers -> assertThat(numbers).containsOnly(0)));
        }
    }

    /** More threads than processors share the plans of as many predictions as there are processors. */
    @Test
    void plansOfConcurrentPredictionsAreBoundedAndCounted() throws InterruptedException {
        try (Model model = Small.model()) {
            model.predict(Small.samples(2));
            long one = model.predictionBytes();
            assertThat(one).isPositive();
            int processors = Runtime.getRuntime().availableProcessors();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = IntStream.range(0, 8 * processors)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        try {
                            start.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        for (int k = 0; k < 20; k++) {
                            model.predict(Small.samples(2));
                        }
                    }))
                    .toList();
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(model.predictionBytes()).isBetween(one, processors * one);
        }
    }

    /** An optimizer that keeps more than there is memory: compile fails, and the model is as before. */
    @Test
    void aFailingCompileChangesNothing() {
        record Greedy(String name, double learningRate) implements Optimizer {
            @Override
            public Optimizer learningRate(double rate) {
                return this;
            }

            @Override
            public UpdateRule rule() {
                throw new IllegalArgumentException("no rule");
            }
        }
        try (Model model = Small.compiled()) {
            long bytes = model.weightBytes();
            assertThat(catchThrowable(
                    () -> model.compile(new Greedy("greedy", 1), new SparseCategoricalCrossentropy())))
                    .hasMessage("no rule");
            assertThat(model.weightBytes()).isEqualTo(bytes);
            model.fit(Small.data(4), FitOptions.epochs(1));
        }
    }

    /** 400 times 4 MB would be more than the tests have outside the heap. */
    @Test
    void aFailingConstructorLeavesNothing() {
        Initializer failing = (shape, seed) -> {
            throw new IllegalStateException("no numbers");
        };
        for (int i = 0; i < 400; i++) {
            assertThat(catchThrowable(() -> Sequential.of(
                    Input.of(1024), Dense.of(1024).kernelInitializer(failing).biasInitializer(failing))))
                    .hasMessage("no numbers");
        }
    }
}
