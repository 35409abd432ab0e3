package io.fovea.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.benchmark.KernelRates;
import io.fovea.benchmark.Peak;
import io.fovea.benchmark.Rate;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.kernels.Kernels;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;

/** {@code fovea bench}: how fast this machine trains the tutorial model, against its own peak. */
@Command(name = "bench", sortOptions = false,
        description = "Measures this machine: its peak, the kernels, and training steps of the tutorial model.")
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 10_000;

    @Option(names = "--quick", description = "Measure for seconds instead of a minute.")
    private boolean quick;

    @Option(names = "--batch", paramLabel = "N", split = ",", defaultValue = "10,32,128",
            description = "Samples of the steps that are measured, one number or more; the warm-up is measured with the "
                    + "first (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(names = "--direct",
            description = "Compute convolutions directly, by their definition, instead of the fastest way.")
    private boolean direct;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        threads.check();
        batches.forEach(batch -> Ranges.check("--batch", batch, 1, MOST_SAMPLES));
        if (!Kernels.vectorApiPresent()) {
            throw new Failure("the Vector API is missing: start Java with --add-modules jdk.incubator.vector");
        }
        terminal.result(Machine.processor() + ", " + Machine.vectors() + ", Java " + Machine.java());
        warmUp(batches.getFirst());
        double one = new Peak(1).flopsPerSecond();
        double all = new Peak(threads.count()).flopsPerSecond();
        terminal.result(String.format(
                Locale.ROOT, "FMA peak: %.0f GFLOP/s of one thread, %.0f of %d threads", one / 1e9, all / 1e9,
                threads.count()));
        terminal.result("");
        terminal.result("Kernels, one thread:");
        for (Rate rate : new KernelRates(Kernels.preferred(), one, quick ? 0.4 : 2).measure()) {
            terminal.result(String.format(
                    Locale.ROOT, "  %-66s %6.1f GFLOP/s %4.0f %%", rate.name(), rate.flopsPerSecond() / 1e9,
                    100 * rate.share()));
        }
        for (int batch : batches) {
            steps(batch, all);
        }
        return 0;
    }

    /** First of all: later measurements would compile the code meanwhile. */
    private void warmUp(int batch) {
        try (Model model = compiled()) {
            WarmUp warmUp = model.measureWarmUp(batch, quick ? 5 : 10);
            terminal.result(String.format(
                    Locale.ROOT, "warm-up, batch %d: 90 %% of the steady rate after %.1f s", batch, warmUp.seconds()));
        }
    }

    private void steps(int batch, double peak) {
        try (Model model = compiled()) {
            StepRate rate = model.measureSteps(batch, quick ? 3 : 12, peak);
            terminal.result("");
            terminal.result(String.format(
                    Locale.ROOT, "Training step, batch %d: %,.0f images/s, %.1f %% of peak (%.1f MFLOP an image)",
                    batch,
                    rate.samplesPerSecond(), 100 * rate.share(), Flops.of(model).training() / 1e6));
            for (Map.Entry<String, Double> part : rate.parts().entrySet()) {
                share(part.getKey(), part.getValue());
            }
            share("waiting for each other", rate.waiting());
            share("of these, data: shuffling, reading, scaling", rate.data());
        }
    }

    private void share(String what, double share) {
        terminal.result(String.format(Locale.ROOT, "  %-46s %5.1f %% of the time", what, 100 * share));
    }

    private Model compiled() {
        Model model = TutorialModel.of(Shape.of(32, 32, 3), 10);
        model.threads(threads.count());
        model.directConvolutions(direct);
        model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        return model;
    }
}
