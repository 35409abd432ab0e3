package io.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.fovea.data.LoadedData;

/**
 * An earlier run that is continued.
 *
 * @param folder of the run
 * @param earlier its settings
 * @param hasCheckpoint whether there is a checkpoint to resume from; else it starts again
 */
record Resumption(RunFolder folder, RunInfo earlier, boolean hasCheckpoint) {
    /**
     * Reads the earlier run. Options that were not given get its values.
     *
     * @param folder of the run
     * @param isGiven whether the user gave an option of this name
     * @throws Failure when it can't be resumed, or was one with other options; the message has all differences
     */
    static Resumption of(RunFolder folder, TrainOptions options, Predicate<String> isGiven) throws IOException {
        Resumption resumption = new Resumption(folder, RunInfo.read(folder.info()), folder.holdsCheckpoint());
        resumption.refuseDifferences(options, isGiven);
        resumption.complete(options, isGiven);
        if (resumption.earlier.state().equals(RunInfo.FAILED)) {
            throw new Failure(
                    "the run in " + folder.path() + " failed, since its loss became NaN or infinite, and would "
                            + "again: start another one with a lower --learning-rate");
        }
        if (!resumption.hasCheckpoint && !resumption.mayStartAnew() && !resumption.isDone(options)) {
            throw new Failure("the run in " + folder.path() + " is " + resumption.earlier.state()
                    + ", but there is no checkpoint in it to resume from");
        }
        return resumption;
    }

    /** A run that was killed before its first checkpoint has nothing to lose. */
    private boolean mayStartAnew() {
        return earlier.state().equals(RunInfo.RUNNING);
    }

    private void refuseDifferences(TrainOptions options, Predicate<String> isGiven) {
        RunInfo.Settings was = earlier.settings();
        RunInfo.Settings now = options.settings();
        Differences differences = new Differences(isGiven);
        differences.compare("--model", was.model(), now.model());
        differences.compare("--batch", was.batch(), now.batch());
        differences.compare("--optimizer", was.optimizer(), now.optimizer());
        differences.compare("--learning-rate", was.learningRate(), now.learningRate());
        differences.compare("--schedule", was.schedule(), now.schedule());
        differences.compare("--early-stopping", was.earlyStopping(), now.earlyStopping());
        differences.compare("--loss", was.loss(), now.loss());
        differences.compare("--metrics", was.metrics(), now.metrics());
        differences.compare("--class-weights", was.classWeights(), now.classWeights());
        differences.compare("--validation", earlier.data().validation(), DataReader.absolute(options.validation));
        differences.compare("--size", earlier.data().size(), options.size.orElse(""));
        differences.compare("--skip-broken", earlier.data().skipBroken(), options.reader.skipBroken);
        differences.compare("--seed", was.seed(), now.seed());
        differences.compare("--augment", was.augment(), now.augment());
        differences.compare("--no-shuffle", !was.shuffle(), !now.shuffle());
        differences.compare("--direct", was.direct(), now.direct());
        differences.compare("--weights", was.weights(), now.weights());
        differences.compare("--tensorboard", was.tensorboard(), now.tensorboard());
        if (ScheduleTerm.parse(was.schedule()).endsWithTraining() && isGiven.test("--epochs")
                && now.epochs() != was.epochs()) {
            differences.found.add("--epochs was " + was.epochs() + ", now " + now.epochs() + ", but --schedule "
                    + was.schedule() + " ends with the last of them");
        } else if (now.epochs() < was.epochs()) {
            differences.compare("--epochs", was.epochs(), now.epochs());
        }
        if (!differences.found.isEmpty()) {
            throw new Failure("the run in " + folder.path() + " can't be resumed with other options: "
                    + String.join("; ", differences.found) + "; leave them out, or start another run");
        }
    }

    /** Options that were given and differ. */
    private record Differences(Predicate<String> isGiven, List<String> found) {
        Differences(Predicate<String> isGiven) {
            this(isGiven, new ArrayList<>());
        }

        void compare(String option, Object was, Object now) {
            if (isGiven.test(option) && !was.equals(now)) {
                found.add(option + " was " + (was.equals("") ? "not given" : was) + ", now " + now);
            }
        }
    }

    private void complete(TrainOptions options, Predicate<String> isGiven) {
        RunInfo.Settings was = earlier.settings();
        options.model = was.model();
        options.epochs = isGiven.test("--epochs") ? options.epochs : Optional.of(was.epochs());
        options.batch = Optional.of(was.batch());
        options.optimizer = was.optimizer();
        options.learningRate = Optional.of(was.learningRate()).filter(rate -> rate > 0);
        options.schedule = was.schedule();
        options.earlyStopping = Optional.of(was.earlyStopping()).filter(epochs -> epochs > 0);
        options.loss = was.loss();
        options.metrics = was.metrics();
        options.classWeights = was.classWeights();
        options.validation = earlier.data().validation();
        options.seed = was.seed();
        options.size = Optional.of(earlier.data().size()).filter(size -> !size.isEmpty());
        options.reader.skipBroken = earlier.data().skipBroken();
        options.augment = was.augment();
        options.testTime.value = isGiven.test("--tta") ? options.testTime.value : was.testTime();
        options.noShuffle = !was.shuffle();
        options.direct = was.direct();
        options.weights = Optional.of(was.weights()).filter(file -> !file.isEmpty()).map(Path::of);
        options.tensorboard = Optional.of(was.tensorboard()).filter(dir -> !dir.isEmpty()).map(Path::of);
    }

    /** Whether the run is complete, and no more epochs are asked for. */
    boolean isDone(TrainOptions options) {
        return earlier.state().equals(RunInfo.DONE) && options.epochs() <= earlier.settings().epochs();
    }

    /** The message for that case. */
    String nothingLeft() {
        return "nothing is left to do: the run in " + folder.path() + " has done all its " + earlier.settings().epochs()
                + " epochs; a larger --epochs continues it";
    }

    /**
     * Before the training: refuses other data, and reports other versions.
     *
     * @throws Failure when the data are not those of the run
     */
    void begin(LoadedData data, Terminal terminal) {
        if (!data.checksum().equals(earlier.data().checksum())) {
            throw new Failure("the run in " + folder.path() + " can't be resumed with other data: their checksum was "
                    + earlier.data().checksum() + ", now " + data.checksum());
        }
        if (!hasCheckpoint) {
            terminal.say("the run in " + folder.path() + " ended before its first checkpoint: it starts again");
        }
        RunInfo.Versions now = RunInfo.Versions.here();
        if (!now.equals(earlier.versions())) {
            terminal.say("the run began with Fovea " + earlier.versions().fovea() + " on Java "
                    + earlier.versions().java() + " and continues with Fovea " + now.fovea() + " on Java " + now.java()
                    + ": the bits may differ from here on");
        }
    }

    /** The description of the whole run: it began earlier, on the data as they were named then. */
    RunInfo info(RunInfo begun) {
        return new RunInfo(
                earlier.command(), earlier.started(), begun.state(), earlier.data(), begun.settings(),
                begun.classNames(), begun.versions(), begun.machine(), begun.seconds());
    }
}
