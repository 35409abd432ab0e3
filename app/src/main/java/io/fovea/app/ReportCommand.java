package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.data.LoadedData;
import io.fovea.training.History;

/** {@code fovea report}: the report of a run again, from its folder and the data. */
@Command(name = "report", sortOptions = false,
        description = "Writes the report of a run again, from its folder and the data that it was trained on.")
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path path = Path.of("");

    @Mixin
    private DataReader reader = new DataReader();

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.existing(path);
        RunInfo info = RunInfo.read(folder.info());
        History history = HistoryFile.read(folder.history());
        try (Model model = ModelReader.read(path).model()) {
            LoadedData loaded = reader.read(info.data().argument(), terminal, model);
            if (!loaded.checksum().equals(info.data().checksum())) {
                terminal.say(
                        "warning: these may be other data than those of the run, which had " + info.data().checksum());
            }
            TrainingData data = TrainingData.of(
                    loaded, info.data().validation(), info.settings().seed(),
                    other -> reader.read(other, terminal, model));
            RunReport.write(folder, model, data.test(), info.classNames(), history, info);
        }
        terminal.result(folder.report().toString());
        return 0;
    }
}
