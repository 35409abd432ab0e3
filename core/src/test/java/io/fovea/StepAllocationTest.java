package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.Range;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/**
 * A training step allocates nothing, on no thread: neither the engine's objects nor vectors that the JIT failed to unbox.
 *
 * <p>In some processes the JIT boxes vectors of a kernel for good, by the order in which it happens to compile;
 * {@code CompilationGuardTest} watches each kernel on its own. So when vectors are boxed here, fresh processes decide: a step
 * that allocates vectors in each of them fails.
 */
class StepAllocationTest {
    private static final int PROCESSES = 4;

    private static final double PATIENCE_SECONDS = 30;
    private static final int STEPS = 10;

    /** More bytes a step than the engine's own objects could be. */
    private static final long BOXED = 100_000;

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "adam" -> new Adam();
            case "whole" -> new RMSprop(0.001).options(UpdateOptions.of().globalClipNorm(1).ema(0.9).weightDecay(1e-4));
            default -> new SGD(0.01);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd", "whole"})
    void nothing(String optimizer) throws IOException, InterruptedException {
        long least = leastOfRounds(optimizer(optimizer));
        for (int process = 2; isVectors(least) && process <= PROCESSES; process++) {
            least = leastInAFreshProcess(optimizer);
        }
        assertThat(least)
                .as("bytes allocated by %d steps, the least of many rounds; if they are whole vectors, the JIT boxed them in "
                        + "%d processes", STEPS, PROCESSES)
                .isZero();
    }

    private static long leastInAFreshProcess(String optimizer) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StepAllocationTest.class.getName(), optimizer));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of the fresh process, which printed: " + printed).isZero();
        return Long.parseLong(printed.strip());
    }

    /** Prints the bytes that a number of steps allocate in this process. */
    public static void main(String[] arguments) {
        System.out.println(leastOfRounds(optimizer(arguments[0])));
    }

    private static long leastOfRounds(Optimizer optimizer) {
        Shape image = Shape.of(16, 16, 3);
        int samples = 400;
        Dataset data = new Dataset(
                List.of(new FloatSamples(new Tensor(
                        samples, image, new RandomNormal(0, 1).values(Shape.of(samples, image.size()), 1)))),
                List.of(new Labels(new int[samples])), List.of());
        Watch watch = new Watch();
        try (Model model = Sequential.of(
                Input.of(16, 16, 3), RandomFlip.of(), RandomCrop.of(16, 16).padding(2),
                RandAugment.of().valueRange(Range.UNIT), RandomErasing.of(1).valueRange(Range.UNIT),
                Conv2D.of(16, 3).padding(SAME).activation(RELU), BatchNormalization.of(),
                Conv2D.of(32, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Dropout.of(0.5), Flatten.of(),
                Dense.of(16).activation(RELU), Dense.of(4).activation(SOFTMAX))) {
            model.threads(2);
            model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(data, FitOptions.epochs(Integer.MAX_VALUE).batch(10).callback(watch));
        }
        return watch.least;
    }

    /** Whether these are whole vectors, each an object of 16 bytes with an array of 16 and its lanes, or too much for anything else. */
    private static boolean isVectors(long bytes) {
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
