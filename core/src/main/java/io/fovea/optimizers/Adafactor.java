package io.fovea.optimizers;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;
import io.fovea.ops.update.AdafactorRule;
import io.fovea.optimizers.copy.AdafactorBuilder;

/**
 * Adafactor (Shazeer and Stern, arXiv:1804.04235): of a matrix it keeps the mean squares of rows and columns alone. The defaults are those of Keras 3.
 *
 * <p>Example: {@code new Adafactor(0.01)}
 *
 * @param schedule step size; default always 0.001
 * @param beta2Decay exponent of the decay of the squares' average; default -0.8
 * @param epsilon1 added to the squares, greater than 0; default 1e-30
 * @param epsilon2 least scale of a weight, greater than 0; default 1e-3
 * @param clipThreshold largest root mean square of a step, greater than 0; default 1
 * @param relativeStep kept for files: in Keras 3.15 the rate is at most one over the root of the step either way; default true
 * @param options decay of weights, clipping, averages, accumulation; default none
 */
@RecordBuilder.Include(value = Adafactor.class, packagePattern = "@.copy")
public record Adafactor(
        LearningRate schedule, double beta2Decay, double epsilon1, double epsilon2, double clipThreshold,
        boolean relativeStep, UpdateOptions options)
        implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Adafactor {
        Check.of("Adafactor")
                .present("schedule", schedule)
                .finite("beta2Decay", beta2Decay)
                .positive("epsilon1", epsilon1)
                .positive("epsilon2", epsilon2)
                .positive("clipThreshold", clipThreshold)
                .present("options", options);
    }

    /** With the defaults. */
    public Adafactor() {
        this(0.001);
    }

    /** With another step size. */
    public Adafactor(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    /** With a step size that depends on the step. */
    public Adafactor(LearningRate schedule) {
        this(schedule, -0.8, 1e-30, 1e-3, 1, true, UpdateOptions.of());
    }

    /** With these common options. */
    public Adafactor options(UpdateOptions common) {
        return AdafactorBuilder.copyOf(this).options(common).build();
    }

    @Override
    public String name() {
        return "adafactor";
    }

    @Override
    public double learningRate() {
        return schedule.at(0);
    }

    @Override
    public Adafactor learningRate(double rate) {
        return schedule(LearningRate.constant(rate));
    }

    @Override
    public Adafactor schedule(LearningRate rates) {
        return AdafactorBuilder.copyOf(this).schedule(rates).build();
    }

    @Override
    public UpdateRule rule() {
        return rule(true);
    }

    @Override
    public UpdateRule rule(ParameterInfo parameter) {
        return rule(parameter.rank() > 1);
    }

    private UpdateRule rule(boolean factored) {
        return new AdafactorRule(beta2Decay, epsilon1, epsilon2, clipThreshold, factored);
    }
}
