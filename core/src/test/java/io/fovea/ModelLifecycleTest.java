package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** Nobody can use a model's memory after it was freed, or free it while it is used. */
@Timeout(120)
class ModelLifecycleTest {
    private static final Dataset DATA = Small.data(12);

    private static Callback onBatchEnd(Runnable action) {
        return new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                action.run();
            }
        };
    }

    @TestFactory
    List<DynamicTest> useAfterCloseIsRefused() {
        Map<String, ThrowingCallable> uses = new LinkedHashMap<>();
        Model model = Small.compiled();
        List<float[]> weights = model.weights();
        OptimizerSnapshot state = model.optimizerState();
        var layer = model.layers().get(1);
        var kernel = model.weights(layer).getFirst();
        model.fit(DATA, FitOptions.epochs(1));
        AtomicReference<Training> stale = new AtomicReference<>();
        model.fit(DATA, FitOptions.epochs(1).callback(new Callback() {
            @Override
            public void onTrainBegin(Training training) {
                stale.set(training);
            }
        }));
        model.close();
        model.close();
        uses.put("fit", () -> model.fit(DATA, FitOptions.epochs(1)));
        uses.put("evaluate", () -> model.evaluate(DATA));
        uses.put("predict samples", () -> model.predict(Small.samples(3)));
        uses.put("predict arrays", () -> model.predict(new float[Small.SHAPE.size()], new float[4]));
        uses.put("predictClasses", () -> model.predictClasses(Small.samples(3)));
        uses.put("weights", model::weights);
        uses.put("weight", () -> model.weight(layer, kernel));
        uses.put("setWeights", () -> model.setWeights(weights));
        uses.put("setWeight", () -> model.setWeight(layer, kernel, weights.getFirst()));
        uses.put("initialize", () -> model.initialize(3));
        uses.put("compile", () -> model.compile(new Adam(), new SparseCategoricalCrossentropy()));
        uses.put("threads", () -> model.threads(1));
        uses.put("directConvolutions", () -> model.directConvolutions(true));
        uses.put("optimizerState", model::optimizerState);
        uses.put("setOptimizerState", () -> model.setOptimizerState(state));
        uses.put("measureSteps", () -> model.measureSteps(2, 0.01, 1));
        uses.put("weights of a training that ended", () -> stale.get().weights());
        uses.put("setWeights of a training that ended", () -> stale.get().setWeights(weights));
        List<DynamicTest> tests = new ArrayList<>();
        uses.forEach((name, use) -> tests.add(DynamicTest.dynamicTest(
                name, () -> assertThatThrownBy(use).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("this model was closed"))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> changesInACallbackAreRefused() {
        Map<String, ThrowingCallable> uses = new LinkedHashMap<>();
        Model model = Small.compiled();
        uses.put("close", model::close);
        uses.put("fit", () -> model.fit(DATA, FitOptions.epochs(1)));
        uses.put("compile", () -> model.compile(new SGD(), new SparseCategoricalCrossentropy()));
        uses.put("initialize", () -> model.initialize(3));
        uses.put("threads", () -> model.threads(1));
        uses.put("directConvolutions", () -> model.directConvolutions(true));
        List<DynamicTest> tests = new ArrayList<>();
        uses.forEach((name, use) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            AtomicInteger refusals = new AtomicInteger();
            model.fit(DATA, FitOptions.epochs(1).batch(4).callback(onBatchEnd(() -> {
                assertThatThrownBy(use).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("training of this model");
                refusals.incrementAndGet();
            })));
            assertThat(refusals).hasValue(3);
            assertThat(model.predict(Small.samples(2))).hasDimensions(2, 4);
        })));
        return tests;
    }

    @Test
    void aCallbackMayPredictEvaluateAndSetWeights() {
        try (Model model = Small.compiled()) {
            List<float[]> first = model.weights();
            model.fit(DATA, FitOptions.epochs(1).batch(4).callback(onBatchEnd(() -> {
                model.predict(Small.samples(2));
                model.predict(Small.samples(1));
                model.evaluate(DATA);
                model.setWeights(first);
                assertThat(model.weights()).usingRecursiveComparison().isEqualTo(first);
            })));
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(first);
        }
    }

    /** Weights that a callback sets after a batch count in the next one, packed copies of them included. */
    @Test
    void weightsThatACallbackSetsAreUsedByTheNextStep() {
        try (Model model = Small.compiled(); Model fresh = Small.compiled()) {
            List<float[]> start = fresh.weights();
            // With a rate of almost nothing each step's loss is that of the weights set before.
            model.compile(new SGD(1e-30), new SparseCategoricalCrossentropy());
            model.initialize(99);
            List<Double> losses = new ArrayList<>();
            model.fit(Small.data(8), FitOptions.epochs(1).batch(4).shuffle(false).callback(new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    losses.add(training.loss());
                    training.setWeights(start);
                }
            }));
            double second = 2 * losses.get(1) - losses.get(0);
            try (Model reference = Small.compiled()) {
                reference.setWeights(start);
                double all = reference.evaluate(Small.data(8)).loss();
                double firstHalf = reference.evaluate(Small.data(4)).loss();
                assertThat(second).isCloseTo(2 * all - firstHalf, offset(1e-5));
            }
        }
    }

    @Test
    void closeWhileSamplesAreReadIsRefused() {
        Model model = Small.compiled();
        model.threads(3);
        AtomicInteger refusals = new AtomicInteger();
        var reading = Small.reading(Small.samples(40), () -> {
            assertThatThrownBy(model::close).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close() was called");
            assertThatThrownBy(() -> model.threads(2)).isInstanceOf(IllegalStateException.class);
            refusals.incrementAndGet();
        });
        model.predict(reading);
        assertThat(refusals).hasValue(40);
        model.evaluate(Dataset.of(reading, new Labels(new int[40])));
        refusals.set(0);
        model.fit(Dataset.of(reading, new Labels(new int[40])), FitOptions.epochs(1));
        assertThat(refusals).hasValueGreaterThanOrEqualTo(40);
        model.close();
    }

    /** A prediction whose data ask the same model does not wait for itself. */
    @Test
    void samplesMayPredictWhileTheyAreRead() {
        try (Model model = Small.compiled()) {
            model.threads(2);
            AtomicInteger depth = new AtomicInteger();
            float[][] expected = model.predict(Small.samples(2));
            float[][] nested = model.predict(Small.reading(Small.samples(2), () -> {
                if (depth.incrementAndGet() <= 8) {
                    model.predict(Small.samples(2));
                }
            }));
            assertThat(nested).isDeepEqualTo(expected);
        }
    }

    @Test
    void closeWaitsForPredictionsOfOtherThreads() throws InterruptedException {
        Model model = Small.model();
        float[][] expected = model.predict(Small.samples(5));
        for (int round = 0; round < 20; round++) {
            Model used = Small.model();
            CountDownLatch begun = new CountDownLatch(2);
            List<Throwable> problems = Collections.synchronizedList(new ArrayList<>());
            Runnable predicting = () -> {
                try {
                    for (int i = 0;; i++) {
                        float[][] found = used.predict(Small.samples(5));
                        if (!Arrays.deepEquals(found, expected)) {
                            problems.add(new AssertionError("other numbers"));
                        }
                        if (i == 0) {
                            begun.countDown();
                        }
                    }
                } catch (IllegalStateException closed) {
                    if (!closed.getMessage().contains("closed")) {
                        problems.add(closed);
                    }
                } catch (RuntimeException | Error e) {
                    problems.add(e);
                }
            };
            Thread first = Thread.ofPlatform().start(predicting);
            Thread second = Thread.ofPlatform().start(predicting);
            begun.await();
            used.close();
            first.join();
            second.join();
            assertThat(problems).isEmpty();
        }
        model.close();
    }

    @Test
    void closeWhileAnotherThreadTrainsIsRefused() throws InterruptedException {
        Model model = Small.compiled();
        CountDownLatch inBatch = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread training = Thread.ofPlatform().start(() -> model.fit(
                DATA, FitOptions.epochs(1).callback(onBatchEnd(() -> {
                    inBatch.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))));
        inBatch.await();
        assertThatThrownBy(model::close).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while a training of this model runs on thread");
        assertThatThrownBy(() -> model.fit(DATA, FitOptions.epochs(1))).hasMessageContaining("running already");
        goOn.countDown();
        training.join();
        model.close();
    }
}
