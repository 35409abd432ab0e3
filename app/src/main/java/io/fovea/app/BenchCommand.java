package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.benchmark.Bandwidth;
import io.fovea.benchmark.KernelRates;
import io.fovea.benchmark.KernelSelfTest;
import io.fovea.benchmark.Peak;
import io.fovea.benchmark.Processor;
import io.fovea.benchmark.Rate;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;

/** {@code fovea bench}: the rate at which this machine trains the tutorial model, against its own peak. */
@Command(name = "bench", sortOptions = false,
        description = "Measures this machine: its peak, the kernels, and training steps of the tutorial model, new and worn. A worn "
                + "model has the numbers of a long training: dead units, decayed optimizer states, a confident softmax.")
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 10_000;

    @Option(names = "--quick", description = "Measure for seconds instead of a minute.")
    private boolean quick;

    @Option(names = "--batch", paramLabel = "N", split = ",", defaultValue = "10,32,128",
            description = "Samples of the steps that are measured, one number or more; the warm-up is measured with the "
                    + "first (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(names = "--layers",
            description = "Measure every layer instead, forward and backward, on a batch of 32 feature maps of 32 x 32 x 64: its "
                    + "share of the FMA peak, or if that is more of the memory's bandwidth.")
    private boolean layers;

    @Option(names = "--only", paramLabel = "TEXT", defaultValue = "",
            description = "With --layers: rows that contain this text.")
    private String only = "";

    @Option(names = "--direct",
            description = "Compute convolutions directly, by their definition, instead of the fastest way.")
    private boolean direct;

    @Option(names = "--out", paramLabel = "PATH",
            description = "Write the result to this file as well; for a folder, to PROCESSOR/bench-DATE.txt in it.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    private final Terminal terminal;
    private final StringBuilder text = new StringBuilder();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        threads.check();
        batches.forEach(batch -> Ranges.check("--batch", batch, 1, MOST_SAMPLES));
        if (!KernelSelfTest.vectorApiPresent()) {
            throw new Failure("the Vector API is missing: start Java with --add-modules jdk.incubator.vector");
        }
        Processor processor = Processor.ofThisMachine();
        print(processor.line(threads.count()));
        if (layers) {
            layers();
        } else {
            trainingSteps();
        }
        if (out.isPresent()) {
            Path file = processor.resultFile(out.get(), layers ? "layers" : "bench", "txt").toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        return 0;
    }

    private void layers() {
        double peak = new Peak(threads.count()).flopsPerSecond();
        double bandwidth = Bandwidth.bytesPerSecond(threads.count());
        print(String.format(
                Locale.ROOT, "FMA peak %.0f GFLOP/s, memory %.0f GB/s, %d threads", peak / 1e9, bandwidth / 1e9,
                threads.count()));
        print("");
        print(String.format(Locale.ROOT, "%-36s %21s %21s", "", "forward", "backward"));
        print(String.format(
                Locale.ROOT, "%-36s %11s %9s %11s %9s", "layer", "us a step", "share", "us a step", "share"));
        for (LayerBenchmark benchmark : LayerList.all()) {
            if (!LayerList.title(benchmark.layer()).contains(only)) {
                continue;
            }
            LayerBenchmark.Rates rates = benchmark.measure(quick ? 0.3 : 1.5, threads.count());
            print(String.format(
                    Locale.ROOT, "%-36s %11.0f %7.0f %% %11.0f %7.0f %%", LayerList.title(benchmark.layer()),
                    1e6 * rates.forward().seconds(), 100 * rates.forward().share(peak, bandwidth),
                    1e6 * rates.backward().seconds(), 100 * rates.backward().share(peak, bandwidth)));
        }
    }

    private void trainingSteps() {
        warmUp(batches.getFirst());
        double one = new Peak(1).flopsPerSecond();
        double all = new Peak(threads.count()).flopsPerSecond();
        print(String.format(
                Locale.ROOT, "FMA peak: %.0f GFLOP/s of one thread, %.0f of %d threads", one / 1e9, all / 1e9,
                threads.count()));
        print("");
        print("Kernels, one thread:");
        for (Rate rate : new KernelRates(one, quick ? 0.4 : 2).measure()) {
            print(String.format(
                    Locale.ROOT, "  %-66s %6.1f GFLOP/s %4.0f %%", rate.name(), rate.flopsPerSecond() / 1e9,
                    100 * rate.share()));
        }
        for (int batch : batches) {
            steps(batch, all);
        }
    }

    private void print(String line) {
        terminal.result(line);
        text.append(line).append('\n');
    }

    /** First of all: later measurements would compile the code meanwhile. */
    private void warmUp(int batch) {
        try (Model model = compiled()) {
            WarmUp warmUp = model.measureWarmUp(batch, quick ? 5 : 10);
            print(String.format(
                    Locale.ROOT, "warm-up, batch %d: 90 %% of the steady rate after %.1f s", batch, warmUp.seconds()));
        }
    }

    private void steps(int batch, double peak) {
        int seconds = quick ? 3 : 12;
        StepRate rate;
        StepRate worn;
        double flops;
        try (Model model = compiled()) {
            flops = (double) Flops.of(model).training();
            rate = model.measureSteps(batch, seconds, peak);
        }
        try (Model model = compiled()) {
            worn = model.measureWornSteps(batch, seconds, peak);
        }
        print("");
        print(String.format(
                Locale.ROOT, "Training step, batch %d: %,.0f images/s, %.1f %% of peak (%.1f MFLOP an image)", batch,
                rate.samplesPerSecond(), 100 * rate.share(), flops / 1e6));
        print(String.format(
                Locale.ROOT, "Worn model, batch %d: %,.0f images/s, %.1f %% of peak, %.2f of the new model's rate",
                batch,
                worn.samplesPerSecond(), 100 * worn.share(), worn.samplesPerSecond() / rate.samplesPerSecond()));
        print(String.format(Locale.ROOT, "  %-46s %11s %11s", "share of the workers' time", "new", "worn"));
        for (Map.Entry<String, Double> part : rate.parts().entrySet()) {
            share(part.getKey(), part.getValue(), worn.parts().getOrDefault(part.getKey(), 0.0));
        }
        share("waiting for each other", rate.waiting(), worn.waiting());
        share("of these, data: shuffling, reading, scaling", rate.data(), worn.data());
    }

    private void share(String what, double share, double worn) {
        print(String.format(Locale.ROOT, "  %-46s %9.1f %% %9.1f %%", what, 100 * share, 100 * worn));
    }

    private Model compiled() {
        Model model = TutorialModel.of(Shape.of(32, 32, 3), 10);
        model.threads(threads.count());
        model.directConvolutions(direct);
        model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        return model;
    }
}
