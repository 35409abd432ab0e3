package io.fovea.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fovea.Model;
import io.fovea.callbacks.CSVLogger;
import io.fovea.callbacks.EarlyStopping;
import io.fovea.callbacks.ModelCheckpoint;
import io.fovea.callbacks.TensorBoard;
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.files.AtomicFile;
import io.fovea.keras.KerasFile;
import io.fovea.keras.ModelNotes;
import io.fovea.training.Callback;
import io.fovea.training.CheckpointException;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.NonFiniteLoss;
import io.fovea.training.NonFiniteLossException;
import io.fovea.training.Training;

/** A training of the command: its progress is shown, and its run folder is filled. */
final class TrainingRun {
    private final TrainOptions options;
    private final List<String> command;
    private final RunFolder folder;
    private final Optional<Resumption> resumption;
    private final Terminal everything;
    private final Terminal terminal;
    private final Interruption interruption;
    private final OffsetDateTime started = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long lap = System.nanoTime();

    /**
     * A run that starts now.
     *
     * @param command what the user typed
     * @param folder locked by this process
     * @param resumption the run that it continues; empty: it is a new one
     * @param everything where the last line and interruptions are printed
     * @param terminal where all else is printed
     */
    TrainingRun(
            TrainOptions options, List<String> command, RunFolder folder, Optional<Resumption> resumption,
            Terminal everything, Terminal terminal, Interruption interruption) {
        this.options = options;
        this.command = command;
        this.folder = folder;
        this.resumption = resumption;
        this.everything = everything;
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /**
     * Trains {@code model} and fills the folder.
     *
     * @param loaded the data as they were read
     * @param modelClasses the class names of the model, in its order; empty: it takes those of the data
     * @return the exit code
     * @throws Failure when the loss became NaN or infinite
     */
    int of(Model model, TrainingData data, LoadedData loaded, List<String> modelClasses) throws IOException {
        lap("data");
        options.prepare(model, terminal);
        TrainObjective objective = TrainObjective.of(options, model);
        objective.compile(model, options, data.train().size());
        terminal.say("\n" + model.summary());
        List<String> own = data.train().classNames();
        boolean hasClasses = objective.isClassification(data.test());
        List<String> names = hasClasses
                ? ClassNames.complete(
                        ClassNames.isUnnamed(own) && !modelClasses.isEmpty() ? modelClasses : own,
                        objective.output().channels())
                : List.of();
        checkViews(model, hasClasses);
        RunInfo begun = begun(loaded, names);
        RunInfo info = resumption.map(r -> r.info(begun)).orElse(begun);
        ModelNotes notes = new ModelNotes(names, info.origin());
        interruption.watch();
        History history = fit(info, model, objective.targets(data.train()), fitOptions(data, objective)
                .checkpoints(options.checkpoints(folder, loaded).warnings(terminal::say))
                .callback(new FolderStart(info))
                .callback(new TrainingProgress(terminal, data.bytes()))
                .callback(new CSVLogger(folder.history()))
                .callback(checkpoint(model, monitor(data, objective), notes))
                .callback(interruption));
        lap("training");
        KerasFile.save(model, folder.model(), withHistory(notes, history));
        AtomicFile.write(folder.history(), CSVLogger.table(history));
        boolean interrupted = interruption.requested() && history.epochs().size() < options.epochs();
        if (!interrupted) {
            if (isLastBest(history, monitor(data, objective), objective.moreIsBetter())) {
                AtomicFile.link(folder.best(), folder.model());
            }
            folder.keepNewestCheckpoint();
        }
        RunInfo ended = info.with(interrupted ? RunInfo.INTERRUPTED : RunInfo.DONE);
        Optional<RunReport> report = hasClasses
                ? Optional.of(RunReport.write(folder, model, data.testPart(), data.test(), names, history, ended))
                : Optional.empty();
        lap("report");
        ended.write(folder.info());
        tell(report, data, history);
        if (interrupted) {
            everything.say("interrupted after " + history.epochs().size() + " of " + options.epochs()
                    + " epochs; what there is lies in " + folder.path() + "; --resume continues from there");
            return Errors.INTERRUPTED;
        }
        return 0;
    }

    private void checkViews(Model model, boolean hasClasses) {
        if (options.testTime.views().isPresent() && !hasClasses) {
            throw new Failure("--tta needs data with classes, which these data or the model's output have not");
        }
        options.testTime.views().ifPresent(views -> views.check(model));
    }

    /** Of each figure a line with its value after every epoch; times are left out, so that equal trainings give equal files. */
    private static ModelNotes withHistory(ModelNotes notes, History history) {
        Map<String, String> all = new LinkedHashMap<>(notes.provenance());
        for (String column : history.columns()) {
            all.put("history of " + column, Arrays.stream(history.get(column))
                    .mapToObj(value -> Float.toString((float) value)).collect(Collectors.joining(" ")));
        }
        return new ModelNotes(notes.classNames(), all);
    }

    private History fit(RunInfo info, Model model, Dataset train, FitOptions fit) throws IOException {
        try {
            return model.fit(train, fit);
        } catch (NonFiniteLossException e) {
            lap("training");
            info.with(RunInfo.FAILED).write(folder.info());
            NonFiniteLoss loss = e.loss();
            throw new Failure(
                    "the loss became " + loss.loss() + " in epoch " + loss.epoch() + ", batch " + loss.batch()
                            + " (step "
                            + loss.step() + "): " + loss.origin() + "; " + loss.advice()
                            + (loss.inData() ? "" : ": --learning-rate "
                                    + (float) (model.optimizer().orElseThrow().learningRate() / 10)));
        } catch (CheckpointException e) {
            throw new Failure(
                    e.getMessage() + (e.getCause() == null ? "" : "; put that right, and continue with --resume"));
        }
    }

    private RunInfo begun(LoadedData loaded, List<String> names) {
        return new RunInfo(
                command, started.toString(), RunInfo.RUNNING,
                new RunInfo.Data(
                        DataReader.absolute(options.data), DataReader.absolute(options.validation),
                        loaded.source(), loaded.checksum(),
                        options.isNetwork() && DataReader.isImageFolder(options.data)
                                ? options.imageSize().toString()
                                : "",
                        options.reader.skipBroken),
                options.settings(), names, RunInfo.Versions.here(), RunInfo.Host.here(), seconds);
    }

    private FitOptions fitOptions(TrainingData data, TrainObjective objective) {
        FitOptions fit = FitOptions.epochs(options.epochs())
                .batch(Math.min(options.batch(), data.train().size()))
                .shuffle(!options.noShuffle)
                .seed(options.seed);
        FitOptions logged = options.tensorboard
                .map(dir -> fit.callback(TensorBoard.of(dir).histogramFrequency(1).writeImages(true)))
                .orElse(fit);
        FitOptions stopped = options.earlyStopping
                .map(patience -> logged.callback(new EarlyStopping(monitor(data, objective), patience, true)))
                .orElse(logged);
        FitOptions weighed = TrainObjective.weigh(stopped, options, data.train());
        return data.validation().map(objective::targets).map(weighed::validation).orElse(weighed);
    }

    private ModelCheckpoint checkpoint(Model model, String monitor, ModelNotes notes) {
        return new ModelCheckpoint(
                folder.best(), monitor,
                file -> KerasFile.saveWithoutOptimizerState(model, file, notes));
    }

    private static String monitor(TrainingData data, TrainObjective objective) {
        return (data.validation().isPresent() ? "val_" : "") + objective.figure();
    }

    /** Whether the best model is the one after the last epoch, so that one file is enough. */
    private static boolean isLastBest(History history, String monitor, boolean moreIsBetter) {
        double[] values = history.get(monitor);
        double last = values[values.length - 1];
        return !Double.isNaN(last) && Arrays.stream(values, 0, values.length - 1)
                .noneMatch(value -> moreIsBetter ? value >= last : value <= last);
    }

    private void lap(String what) {
        long now = System.nanoTime();
        seconds.put(what, Math.round((now - lap) / 1e6) / 1e3);
        lap = now;
    }

    /** Deletes the files of an earlier run once all input is known to be good. A resumed run reports where it continues. */
    private final class FolderStart implements Callback {
        private final RunInfo info;
        private boolean isFirstEpoch = true;

        FolderStart(RunInfo info) {
            this.info = info;
        }

        @Override
        public void onTrainBegin(Training training) {
            try {
                if (resumption.isPresent() && resumption.get().hasCheckpoint()) {
                    folder.resume();
                } else {
                    folder.begin();
                }
                info.write(folder.info());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onEpochBegin(Training training) {
            if (isFirstEpoch && (training.epoch() > 1 || training.batch() > 0)) {
                terminal.say("resumed in epoch " + training.epoch() + " after " + training.batch() + " of its "
                        + training.batches() + " batches");
            }
            isFirstEpoch = false;
        }
    }

    private void tell(Optional<RunReport> written, TrainingData data, History history) {
        written.ifPresent(report -> {
            terminal.result("\nConfusion matrix of the " + data.testPart() + " data" + options.testTime.views()
                    .map(v -> ", mean of " + v.views().size() + " views").orElse(""));
            terminal.result(report.matrix().text(terminal.columns()));
            terminal.result("\nConclusions");
            report.conclusions().forEach(sentence -> terminal.result("- " + sentence));
        });
        terminal.result("\nFiles");
        for (Path file : folder.files()) {
            if (Files.exists(file)) {
                terminal.result("- " + file);
            }
        }
        terminal.result("");
        StringBuilder line = new StringBuilder("run=" + folder.path() + " epochs=" + history.epochs().size());
        if (!history.epochs().isEmpty()) {
            history.epochs()
                    .getLast()
                    .logs()
                    .forEach((name, value) -> line.append(String.format(Locale.ROOT, " %s=%.4f", name, value)));
        }
        if (options.testTime.views().isPresent()) {
            written.ifPresent(report -> line.append(
                    String.format(Locale.ROOT, " tta_accuracy=%.4f", report.matrix().accuracy())));
        }
        everything.result(line.toString());
    }
}
