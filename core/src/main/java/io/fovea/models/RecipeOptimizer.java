package io.fovea.models;

import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.PolynomialDecay;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;

/**
 * The optimizers of a {@link CifarRecipe}. The recipe's rates are of the sum of a batch's losses, ours of the mean, so they are multiplied
 * by the batch; its decay goes through the momentum, ours doesn't, so it is divided by {@code 1 - momentum}. All rates fall linearly to 0.
 *
 * @param recipe whose
 * @param batch samples of a step
 */
record RecipeOptimizer(CifarRecipe recipe, int batch) {
    private static final double MOMENTUM = 0.85;
    private static final double BIAS_RATE = 0.053;
    private static final double HEAD_RATE = 0.67;
    private static final double FILTER_RATE = 0.0015;
    private static final double MUON_RATE = 0.24;

    /** Part that a sample takes from each bias and from the head. */
    private static final double DECAY = 2e-6;

    /**
     * The optimizer.
     *
     * @param steps of the training
     * @param whiteningSteps after which the bias of the whitening layer stays as it is
     */
    Optimizer of(int steps, int whiteningSteps) {
        Optimizer filters = recipe.muon()
                ? new Muon(new PolynomialDecay(MUON_RATE, steps).endLearningRate(0)).convolutions(true).momentum(0.6)
                        .iterations(3).rmsRate(0).renormalizes(true).options(UpdateOptions.of())
                : sgd(FILTER_RATE, steps);
        int ofWhitening = recipe.whitening() ? whiteningSteps : steps;
        return Grouped.of(filters)
                .with(ParameterGroup.ofLayers(RecipeNetwork.WHITENING), sgd(BIAS_RATE, ofWhitening))
                .with(ParameterGroup.ofLayers(RecipeNetwork.HEAD), sgd(HEAD_RATE, steps))
                .with(ParameterGroup.of("biases", parameter -> parameter.rank() == 1), sgd(BIAS_RATE, steps));
    }

    private Optimizer sgd(double rate, int steps) {
        double ofMean = rate * batch;
        return new SGD(ofMean, MOMENTUM, true)
                .schedule(new PolynomialDecay(ofMean, steps).endLearningRate(0))
                .options(UpdateOptions.of().weightDecay(DECAY / (1 - MOMENTUM) / rate));
    }
}
