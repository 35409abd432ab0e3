package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.Summary;
import io.fovea.keras.LoadedModel;

/** {@code fovea summary}: what a model consists of and what it takes. */
@Command(name = "summary", sortOptions = false,
        description = "Shows a model's layers, shapes, weights, and the memory and work of a training step.")
final class SummaryCommand implements Callable<Integer> {
    private static final int[] BATCHES = {10, 32, 128};

    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL", description = "A .keras file or the folder of a run.")
    private Path file = Path.of("");

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LoadedModel loaded = ModelReader.read(file);
        try (Model model = loaded.model()) {
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
        }
        return 0;
    }

    private void steps(Model model, Flops work) {
        if (model.losses().isEmpty()) {
            if (model.outputs().size() > 1 || model.shape(model.outputs().getFirst()).rank() > 1) {
                return; // what such a model is to learn, and so what a step takes, is for its user to say
            }
            ModelReader.compile(model);
        }
        for (int batch : BATCHES) {
            terminal.result(String.format(
                    Locale.ROOT, "training step of batch %d: %s, %.2f GFLOP", batch,
                    Summary.size(TrainingMemory.bytes(model, batch)), batch * work.training() / 1e9));
        }
    }
}
