package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.keras.LoadedModel;
import io.fovea.tensor.ByteSize;

/** {@code fovea summary}: the layers of a model, and the memory and work that it needs. */
@Command(name = "summary", sortOptions = false,
        description = "Shows a model's layers, shapes, weights, and the memory and work of a training step.")
final class SummaryCommand implements Callable<Integer> {
    private static final int[] BATCHES = {10, 32, 128};
    private static final int MAX_SAMPLES = 1 << 30;

    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL", description = "A .keras, .h5 or .onnx file or the folder of a run.")
    private Path file = Path.of("");

    @Option(names = "--plan",
            description = "Show the stages of a training step and of predicting as well. The work in one stage runs "
                    + "without waiting; -> leads from one operation to the next.")
    private boolean plan;

    @Option(names = "--batch", paramLabel = "N",
            description = "Samples of a step in the plan (default: ${DEFAULT-VALUE}).")
    private int batch = 32;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Ranges.check("--batch", batch, 1, MAX_SAMPLES);
        threads.check();
        LoadedModel loaded = ModelReader.read(file, terminal);
        try (Model model = loaded.model()) {
            model.threads(threads.count());
            terminal.result(model.summary().toString());
            Flops work = Flops.of(model);
            terminal.result(String.format(
                    Locale.ROOT, "\nwork: %.1f MFLOP a sample to predict, %.1f to train", work.forward() / 1e6,
                    work.training() / 1e6));
            steps(model, work);
            if (!loaded.notes().classNames().isEmpty()) {
                terminal.result("classes: " + String.join(", ", loaded.notes().classNames()));
            }
            loaded.notes().provenance().forEach((name, value) -> terminal.result(name + ": " + value));
            if (plan) {
                plans(model);
            }
        }
        return 0;
    }

    private void plans(Model model) {
        if (!model.losses().isEmpty()) {
            stages("training step", model.trainingBytes(batch), model.trainingStages(batch));
        }
        stages("predicting", model.inferenceBytes(batch), model.inferenceStages(batch));
    }

    private void stages(String what, long bytes, List<String> stages) {
        terminal.result(String.format(
                Locale.ROOT, "\n%s, batch %d, %s, %d stages:", what, batch, ByteSize.format(bytes), stages.size()));
        for (int i = 0; i < stages.size(); i++) {
            terminal.result(String.format(Locale.ROOT, "%3d  %s", i + 1, stages.get(i).replace(" | ", " -> ")));
        }
    }

    private void steps(Model model, Flops work) {
        if (model.losses().isEmpty()) {
            if (model.outputs().size() > 1 || model.shape(model.outputs().getFirst()).rank() > 1) {
                return; // the loss of such a model, and so the cost of a step, is unknown
            }
            ModelReader.compile(model);
        }
        for (int batch : BATCHES) {
            terminal.result(String.format(
                    Locale.ROOT, "training step of batch %d: %s, %.2f GFLOP", batch,
                    ByteSize.format(model.trainingBytes(batch)), batch * work.training() / 1e9));
        }
    }
}
