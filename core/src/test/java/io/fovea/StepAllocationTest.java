package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** A training step allocates nothing, on no thread: neither the engine's objects nor vectors that the JIT failed to unbox. */
class StepAllocationTest {
    private static final double PATIENCE_SECONDS = 30;
    private static final int STEPS = 10;

    /** More bytes a step than the engine's own objects could be. */
    private static final long BOXED = 100_000;

    static Stream<Optimizer> optimizers() {
        return Stream.of(new Adam(), new SGD(0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void nothing(Optimizer optimizer) {
        Shape picture = Shape.of(16, 16, 3);
        int samples = 400;
        Dataset data = new Dataset(
                List.of(new FloatSamples(new Tensor(
                        samples, picture, new RandomNormal(0, 1).values(Shape.of(samples, picture.size()), 1)))),
                List.of(new Labels(new int[samples])), List.of());
        Watch watch = new Watch();
        try (Model model = Sequential.of(
                Input.of(16, 16, 3), Conv2D.of(16, 3).padding(SAME).activation(RELU), BatchNormalization.of(),
                Conv2D.of(32, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Dropout.of(0.5), Flatten.of(),
                Dense.of(16).activation(RELU), Dense.of(4).activation(SOFTMAX))) {
            model.threads(2);
            model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(data, FitOptions.epochs(Integer.MAX_VALUE).batch(10).callback(watch));
        }
        // In some processes the JIT boxes vectors of a kernel for good, by the order in which it happens to compile;
        // CompilationGuardTest watches each kernel on its own.
        assumeTrue(
                !vectors(watch.least),
                "the JIT has boxed vectors in this process: " + watch.least / STEPS + " bytes a step");
        assertThat(watch.least).as("bytes allocated by %d steps, the least of many rounds", STEPS).isZero();
    }

    /** Whether these are whole vectors, each an object of 16 bytes with an array of 16 and its lanes, or too much for anything else. */
    private static boolean vectors(long bytes) {
        long vector = 32 + 4L * Kernels.preferred().lanes();
        return bytes >= BOXED * STEPS || bytes > 0 && bytes % (vector * STEPS) == 0;
    }

    /** Ends the training at the first round of steps without an allocation, or when the JIT has had time enough. */
    private static final class Watch implements Callback {
        private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final long end = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
        private long[] threads = {};
        private long least = Long.MAX_VALUE;
        private long before;
        private int steps;

        @Override
        public void onTrainBegin(Training training) {
            threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> t == Thread.currentThread() || t.getName().startsWith("fovea-worker"))
                    .mapToLong(Thread::threadId)
                    .toArray();
        }

        @Override
        public void onEpochBegin(Training training) {
            steps = 0;
        }

        @Override
        public void onBatchEnd(Training training) {
            if (steps++ % STEPS == 0) {
                long now = allocated();
                least = steps == 1 ? least : Math.min(least, now - before);
                before = allocated();
                if (least == 0 || System.nanoTime() > end) {
                    training.stop();
                }
            }
        }

        private long allocated() {
            long sum = 0;
            for (long thread : threads) {
                sum += bean.getThreadAllocatedBytes(thread);
            }
            return sum;
        }
    }
}
