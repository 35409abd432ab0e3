package io.fovea.optimizers;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.GradientOptions;
import io.fovea.custom.ParameterInfo;
import io.fovea.description.Check;
import io.fovea.optimizers.copy.UpdateOptionsBuilder;

/**
 * What all optimizers of Keras 3 have in common, with its defaults: decay of weights, clipping, moving averages of weights, and
 * the accumulation of gradients.
 *
 * <p>Example: {@code new Adam(0.001).options(UpdateOptions.of().clipNorm(1).weightDecay(1e-4))}
 *
 * @param weightDecay part of each weight that a step takes away, times the learning rate, beside the gradient (Loshchilov and
 *     Hutter, arXiv:1711.05101); 0 or more; default 0: none
 * @param excludedFromWeightDecay regular expressions: a weight in whose name (as {@code kernel} or {@code bias}) one is found
 *     does not decay; default none
 * @param clipNorm largest norm of a weight's gradient; 0 or more; default 0: any
 * @param globalClipNorm largest norm of all gradients together; 0 or more; default 0: any. Of the three ways to clip one may be
 *     set
 * @param clipValue largest magnitude of a number of a gradient; 0 or more; default 0: any
 * @param useEma whether a moving average of the weights is kept, which they become at the end of a training; default false
 * @param emaMomentum how much of the average stays in a step, in [0, 1); default 0.99
 * @param emaOverwriteFrequency steps after which the weights become their average, 1 or more; default at a training's end only
 * @param gradientAccumulationSteps steps whose mean gradient makes one update, 1 or more; default 1
 */
@RecordBuilder.Include(value = UpdateOptions.class, packagePattern = "@.copy")
public record UpdateOptions(
        double weightDecay, List<String> excludedFromWeightDecay, double clipNorm, double globalClipNorm,
        double clipValue, boolean useEma, double emaMomentum, Optional<Integer> emaOverwriteFrequency,
        int gradientAccumulationSteps) {
    private static final UpdateOptions DEFAULTS =
            new UpdateOptions(0, List.of(), 0, 0, 0, false, 0.99, Optional.empty(), 1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range, or more than one way to clip is set
     */
    public UpdateOptions {
        Check check = Check.of("UpdateOptions")
                .notNegative("weightDecay", weightDecay)
                .present("excludedFromWeightDecay", excludedFromWeightDecay)
                .notNegative("clipNorm", clipNorm)
                .notNegative("globalClipNorm", globalClipNorm)
                .notNegative("clipValue", clipValue)
                .fraction("emaMomentum", emaMomentum)
                .present("emaOverwriteFrequency", emaOverwriteFrequency)
                .atLeast(1, "gradientAccumulationSteps", gradientAccumulationSteps);
        emaOverwriteFrequency.ifPresent(every -> check.atLeast(1, "emaOverwriteFrequency", every));
        int ways = (clipNorm > 0 ? 1 : 0) + (globalClipNorm > 0 ? 1 : 0) + (clipValue > 0 ? 1 : 0);
        check.check(ways <= 1, "clipNorm", "the only way to clip, or globalClipNorm or clipValue is",
                clipNorm + ", " + globalClipNorm + " and " + clipValue);
        excludedFromWeightDecay = List.copyOf(excludedFromWeightDecay);
        excludedFromWeightDecay.forEach(Pattern::compile);
    }

    /** The defaults: nothing of all that. */
    public static UpdateOptions of() {
        return DEFAULTS;
    }

    private UpdateOptionsBuilder copy() {
        return UpdateOptionsBuilder.copyOf(this);
    }

    /** With this decay of the weights. */
    public UpdateOptions weightDecay(double decay) {
        return copy().weightDecay(decay).build();
    }

    /** Without decay of the weights in whose names one of these regular expressions is found. */
    public UpdateOptions excludeFromWeightDecay(String... names) {
        return copy().excludedFromWeightDecay(List.of(names)).build();
    }

    /** With this largest norm of a weight's gradient. */
    public UpdateOptions clipNorm(double norm) {
        return copy().clipNorm(norm).build();
    }

    /** With this largest norm of all gradients together. */
    public UpdateOptions globalClipNorm(double norm) {
        return copy().globalClipNorm(norm).build();
    }

    /** With this largest magnitude of a number of a gradient. */
    public UpdateOptions clipValue(double value) {
        return copy().clipValue(value).build();
    }

    /**
     * With a moving average of the weights.
     *
     * @param momentum how much of it stays in a step, in [0, 1)
     */
    public UpdateOptions ema(double momentum) {
        return copy().useEma(true).emaMomentum(momentum).build();
    }

    /** The weights become their average after this many steps each. */
    public UpdateOptions emaOverwriteFrequency(int steps) {
        return copy().emaOverwriteFrequency(Optional.of(steps)).build();
    }

    /** With an update each so many steps, by the mean of their gradients. */
    public UpdateOptions gradientAccumulationSteps(int steps) {
        return copy().gradientAccumulationSteps(steps).build();
    }

    /** Whether a weight decays. */
    public boolean decays(ParameterInfo parameter) {
        return excludedFromWeightDecay.stream().noneMatch(name -> Pattern.compile(name).matcher(parameter.weight())
                .find());
    }

    /** For the engine. */
    GradientOptions forEngine() {
        return new GradientOptions(
                clipNorm, globalClipNorm, clipValue, useEma ? emaMomentum : -1, emaOverwriteFrequency.orElse(0),
                gradientAccumulationSteps);
    }
}
