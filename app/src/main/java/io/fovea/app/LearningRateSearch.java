package io.fovea.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.Model;
import io.fovea.callbacks.LearningRateFinder;
import io.fovea.data.Dataset;
import io.fovea.report.LearningRatePage;
import io.fovea.training.FitOptions;

/** {@code fovea train --find-learning-rate}: tries learning rates on a model that is not kept, and draws what came of them. */
final class LearningRateSearch {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final int STEPS = 200;

    private final TrainOptions options;
    private final Terminal terminal;

    LearningRateSearch(TrainOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /**
     * Searches with the options of a training.
     *
     * @return the exit code
     * @throws Failure when the loss fell at none of the rates
     */
    int of(Model model, Dataset train) throws IOException {
        options.prepare(model, terminal);
        TrainObjective objective = TrainObjective.of(options, model);
        objective.compile(model, options.optimizer(model));
        int batch = Math.min(options.batch(), train.size());
        LearningRateFinder finder = new LearningRateFinder(LOWEST, HIGHEST, STEPS);
        FitOptions fit = FitOptions.epochs(Math.ceilDiv(STEPS, Math.ceilDiv(train.size(), batch)))
                .batch(batch).shuffle(!options.noShuffle).seed(options.seed).callback(finder);
        model.fit(objective.targets(train), TrainObjective.weigh(fit, options, train));
        write(new LearningRatePage(finder.points(), finder.suggestion()));
        double found = finder.suggestion().orElseThrow(() -> new Failure(
                "the loss fell at no learning rate from " + LOWEST + " to " + HIGHEST
                        + ": look at the data and the model"));
        double rate = rounded(found);
        terminal.say("the loss falls fastest at " + rate + "; to train with it: --learning-rate " + rate);
        terminal.result("learning_rate=" + rate);
        return 0;
    }

    /** To two digits: the search is no more exact. */
    private static double rounded(double rate) {
        return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
    }

    private void write(LearningRatePage page) throws IOException {
        Path folder = options.out.orElse(Path.of(""));
        Files.createDirectories(folder.toAbsolutePath());
        Path html = folder.resolve("learning-rate.html");
        Path png = folder.resolve("learning-rate.png");
        boolean drawn = page.write(html, png);
        terminal.result(html.toString());
        if (drawn) {
            terminal.result(png.toString());
        }
    }
}
