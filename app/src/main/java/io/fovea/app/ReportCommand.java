package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.data.DataException;
import io.fovea.data.LoadedData;
import io.fovea.training.History;

/** {@code fovea report}: the report of a run again, from its folder and the data. */
@Command(name = "report", sortOptions = false,
        description = "Writes the report of a run again, from its folder and the data that it was trained on.")
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path path = Path.of("");

    @Option(names = "--data", paramLabel = "DATA", description = "Where the data are now, if they were moved.")
    private Optional<String> moved = Optional.empty();

    @Option(names = "--validation", paramLabel = "DATA",
            description = "Where the validation data are now, if they were given as DATA and moved.")
    private Optional<String> movedValidation = Optional.empty();

    @Mixin
    private DataReader reader = new DataReader();

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (LockedRunFolder locked = LockedRunFolder.existing(path, "fovea report " + path)) {
            write(locked.folder());
            terminal.result(locked.folder().report().toString());
        }
        return 0;
    }

    private void write(RunFolder folder) throws IOException {
        RunInfo info = RunInfo.read(folder.info());
        History history = HistoryFile.read(folder.history());
        reader.skipBroken |= info.data().skipBroken();
        try (Model model = ModelReader.read(path, terminal).model()) {
            LoadedData loaded = read(info.data().argument(), moved, "--data", model);
            if (!loaded.checksum().equals(info.data().checksum())) {
                terminal.say(
                        "warning: these may be other data than those of the run, which had " + info.data().checksum());
            }
            TrainingData data = TrainingData.of(
                    loaded, info.classNames(), info.data().validation(), info.settings().seed(),
                    other -> read(other, movedValidation, "--validation", model));
            if (data.test().classNames().isEmpty()) {
                throw new Failure("the data of the run in " + path + " have no classes, so there is no report of it");
            }
            RunReport.write(folder, model, data.testPart(), data.test(), info.classNames(), history, info);
        }
    }

    private LoadedData read(String recorded, Optional<String> now, String option, Model model) {
        try {
            return reader.read(now.orElse(recorded), terminal, model);
        } catch (DataException e) {
            if (now.isPresent() || Files.exists(Path.of(recorded)) || !Path.of(recorded).isAbsolute()) {
                throw e;
            }
            throw new Failure("the data of the run are no longer at " + recorded + ": name their place with " + option);
        }
    }
}
