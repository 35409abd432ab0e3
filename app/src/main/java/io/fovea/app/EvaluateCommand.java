package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.fovea.Evaluation;
import io.fovea.Model;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.keras.LoadedModel;

/** {@code fovea evaluate}: loss, accuracy and confusion matrix of a model on data. */
@Command(name = "evaluate", sortOptions = false,
        description = "Measures a model on the test part of the data, or on all of them if they have none.")
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras, .h5 or .onnx file or the folder of a run.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA",
            description = "cifar10, a CIFAR-10 archive or folder, a folder of images by class, or an .npz.")
    private String data = "";

    @Mixin
    private TestTimeOption testTime = new TestTimeOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private DataReader reader = new DataReader();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        threads.check();
        testTime.check();
        LoadedModel loaded = ModelReader.read(file, terminal);
        try (Model model = loaded.model()) {
            model.threads(threads.count());
            Optional<TestTimeAugmentation> views = testTime.views();
            views.ifPresent(v -> v.check(model));
            LoadedData all = reader.read(data, terminal, model);
            List<String> known = loaded.notes().classNames();
            Dataset test = ClassNames.map(all.test().orElse(all.train()), known);
            terminal.say("x " + TrainingData.shape(test.images()) + (all.test().isPresent() ? ", the test part" : ""));
            if (model.optimizer().isEmpty()) {
                ModelReader.compile(model);
            }
            TrainObjective objective = TrainObjective.compiled(model);
            Evaluation evaluation = views.map(v -> model.evaluate(objective.targets(test), v))
                    .orElseGet(() -> model.evaluate(objective.targets(test)));
            if (objective.isClassification(test)) {
                List<String> names = ClassNames.complete(
                        known.isEmpty() ? test.classNames() : known, objective.output().channels());
                float[][] outputs = views.map(v -> model.predict(test.images(), v))
                        .orElseGet(() -> model.predict(test.images()));
                terminal.result(RunReport.matrix(outputs, test, names)
                        .text(terminal.columns()));
            }
            StringBuilder line = new StringBuilder("\nsamples=" + test.size());
            evaluation.logs().forEach((name, value) -> line.append(
                    String.format(Locale.ROOT, " %s=%.4f", name, value)));
            terminal.result(line.toString());
        }
        return 0;
    }
}
