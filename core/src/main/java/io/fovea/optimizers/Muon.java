package io.fovea.optimizers;

import java.util.List;
import java.util.regex.Pattern;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdamRule;
import io.fovea.ops.update.MuonRule;
import io.fovea.optimizers.copy.MuonBuilder;

/**
 * Muon (Jordan et al., 2024): the momentum of a matrix, made nearly orthogonal, is its step. Kernels of dense layers are matrices, with
 * {@link #convolutions} those of convolutions as well; all other weights are updated as by {@link AdamW}. The defaults are those of Keras
 * 3, which knows neither {@code convolutions} nor {@code renormalizes}.
 *
 * <p>Example: {@code new Muon(0.002)}
 *
 * @param schedule step size; default always 0.001
 * @param adamBeta1 AdamW's decay of the gradients' moving average, in [0, 1); default 0.9
 * @param adamBeta2 AdamW's decay of the squares' moving average, in [0, 1); default 0.999
 * @param adamWeightDecay AdamW's decay of the weights, 0 or more; default 0.004
 * @param epsilon added to the root in AdamW, greater than 0; default 1e-7
 * @param excludedLayers regular expressions: a matrix in whose path (as {@code dense/kernel}) one is found is updated by AdamW
 * @param a first coefficient of the iteration; default 3.4445
 * @param b second coefficient of the iteration; default -4.775
 * @param c third coefficient of the iteration; default 2.0315
 * @param adamRateRatio AdamW's step size as a multiple of Muon's, greater than 0; default 1
 * @param momentum the part of the last step that stays, in [0, 1); default 0.95
 * @param iterations how often the iteration is done, 1 or more; default 5
 * @param nesterov whether to take the gradient ahead along the momentum; default true
 * @param rmsRate root mean square of a step as a multiple of the step size, 0 or more; 0: as it comes; default 0.2
 * @param convolutions whether a kernel {@code [height, width, inputs, filters]} is taken as a matrix {@code [height * width * inputs,
 *     filters]}; default false
 * @param renormalizes whether a matrix is scaled to the norm {@code sqrt(filters)} before each step, as where a normalization follows, for
 *     which a kernel's size means nothing; default false
 * @param options decay of weights (of matrices), clipping, averages, accumulation; default a decay of 0.004
 */
@RecordBuilder.Include(value = Muon.class, packagePattern = "@.copy")
public record Muon(
        LearningRate schedule, double adamBeta1, double adamBeta2, double adamWeightDecay, double epsilon,
        List<String> excludedLayers, double a, double b, double c, double adamRateRatio, double momentum,
        int iterations, boolean nesterov, double rmsRate, boolean convolutions, boolean renormalizes,
        UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Muon {
        Check.of("Muon")
                .present("schedule", schedule)
                .fraction("adamBeta1", adamBeta1)
                .fraction("adamBeta2", adamBeta2)
                .notNegative("adamWeightDecay", adamWeightDecay)
                .positive("epsilon", epsilon)
                .present("excludedLayers", excludedLayers)
                .finite("a", a)
                .finite("b", b)
                .finite("c", c)
                .positive("adamRateRatio", adamRateRatio)
                .fraction("momentum", momentum)
                .atLeast(1, "iterations", iterations)
                .notNegative("rmsRate", rmsRate)
                .present("options", options);
        excludedLayers = List.copyOf(excludedLayers);
        excludedLayers.forEach(Pattern::compile);
    }

    /** With the defaults. */
    public Muon() {
        this(0.001);
    }

    /** With another step size. */
    public Muon(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Muon(LearningRate schedule) {
        this(schedule, 0.9, 0.999, 0.004, 1e-7, List.of(), 3.4445, -4.775, 2.0315, 1, 0.95, 5, true, 0.2, false, false,
                UpdateOptions.of().weightDecay(0.004));
    }

    /** With these common options. */
    public Muon options(UpdateOptions common) {
        return MuonBuilder.copyOf(this).options(common).build();
    }

    /** With kernels of convolutions as matrices, or not; default not. */
    public Muon convolutions(boolean use) {
        return MuonBuilder.copyOf(this).convolutions(use).build();
    }

    /** With matrices scaled to the norm {@code sqrt(filters)} before each step, or not; default not. */
    public Muon renormalizes(boolean use) {
        return MuonBuilder.copyOf(this).renormalizes(use).build();
    }

    /** With this momentum, in [0, 1); default 0.95. */
    public Muon momentum(double part) {
        return MuonBuilder.copyOf(this).momentum(part).build();
    }

    /** With so many iterations of Newton and Schulz, 1 or more; default 5. */
    public Muon iterations(int count) {
        return MuonBuilder.copyOf(this).iterations(count).build();
    }

    /** With this root mean square of a step as a multiple of the step size, 0 or more; 0: as it comes; default 0.2. */
    public Muon rmsRate(double rate) {
        return MuonBuilder.copyOf(this).rmsRate(rate).build();
    }

    /** With AdamW for the matrices in whose paths one of these regular expressions is found. */
    public Muon excludeLayers(String... paths) {
        return MuonBuilder.copyOf(this).excludedLayers(List.of(paths)).build();
    }

    @Override
    public String name() {
        return "muon";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Muon learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Muon schedule(LearningRate rates) {
        return MuonBuilder.copyOf(this).schedule(rates).build();
    }

    /** That of matrices. */
    @Override
    public UpdateRule rule() {
        return new MuonRule(a, b, c, momentum, iterations, nesterov, rmsRate, renormalizes);
    }

    private boolean isMatrix(ParameterInfo parameter) {
        return (parameter.rank() == 2 || convolutions && parameter.rank() == 4)
                && excludedLayers.stream().noneMatch(path -> Pattern.compile(path).matcher(parameter.path()).find());
    }

    @Override
    public UpdateRule rule(ParameterInfo parameter) {
        return isMatrix(parameter) ? rule() : new AdamRule(adamBeta1, adamBeta2, epsilon);
    }

    @Override
    public double weightDecay(ParameterInfo parameter) {
        if (!options.decays(parameter)) {
            return 0;
        }
        // Keras takes the decay by Muon's step size, not by AdamW's.
        return isMatrix(parameter) ? options.weightDecay() : adamWeightDecay / adamRateRatio;
    }

    @Override
    public ParameterUpdate update(ParameterInfo parameter) {
        ParameterUpdate own = Optimizer.super.update(parameter);
        return isMatrix(parameter) || adamRateRatio == 1
                ? own
                : new ParameterUpdate(own.rule(), own.options(), own.weightDecay(), 0, new Ratio(adamRateRatio));
    }

    private record Ratio(double ratio) implements ParameterUpdate.RateRatio {
        @Override
        public double at(long step) {
            return ratio;
        }
    }
}
