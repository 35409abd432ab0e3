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
import io.fovea.kernels.Kernels;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;

/** {@code fovea bench}: how fast this machine trains the tutorial model, against its own peak. */
@Command(name = "bench", sortOptions = false,
        description = "Measures this machine: its peak, the kernels, and training steps of the tutorial model.")
final class BenchCommand implements Callable<Integer> {
    private static final List<Integer> BATCHES = List.of(10, 32, 128);

    @Option(names = "--quick", description = "Measure for seconds instead of a minute.")
    private boolean quick;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        threads.check();
        if (!Kernels.vectorApiPresent()) {
            throw new Failure("the Vector API is missing: start Java with --add-modules jdk.incubator.vector");
        }
        terminal.result(Machine.processor() + ", " + Machine.vectors() + ", Java " + Machine.java());
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
        for (int batch : BATCHES) {
            steps(batch, all);
        }
        return 0;
    }

    private void steps(int batch, double peak) {
        try (Model model = TutorialModel.of(Shape.of(32, 32, 3), 10)) {
            model.threads(threads.count());
            model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            StepRate rate = model.measureSteps(batch, quick ? 3 : 12, peak);
            terminal.result("");
            terminal.result(String.format(
                    Locale.ROOT, "Training step, batch %d: %,.0f images/s, %.1f %% of peak (%.1f MFLOP an image)",
                    batch,
                    rate.samplesPerSecond(), 100 * rate.share(), Flops.of(model).training() / 1e6));
            for (Map.Entry<String, Double> part : rate.parts().entrySet()) {
                terminal.result(String.format(
                        Locale.ROOT, "  %-46s %5.1f %% of the time", part.getKey(), 100 * part.getValue()));
            }
            terminal.result(String.format(
                    Locale.ROOT, "  %-46s %5.1f %% of the time", "waiting for each other", 100 * rate.waiting()));
        }
    }
}
