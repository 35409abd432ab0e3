package io.fovea.training;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;
import io.fovea.training.copy.OutputSpecBuilder;

/**
 * What one of a model's outputs is to learn and by what it is measured.
 *
 * <p>Example: {@code model.compile(new Adam(), OutputSpec.of("classes", new SparseCategoricalCrossentropy()),
 * OutputSpec.of("box", new MeanSquaredError()).weight(0.3).metrics(new LossMetric(new MeanAbsoluteError())))}
 *
 * @param name of the layer that makes the output
 * @param loss what is minimized
 * @param weight of the loss in the sum over the outputs, any finite number; default 1
 * @param metrics in which each sample counts 1; default none
 * @param weightedMetrics in which each sample counts its weight; default none
 */
@RecordBuilder.Include(value = OutputSpec.class, packagePattern = "@.copy")
public record OutputSpec(
        String name, Loss loss, double weight, List<Metric> metrics, List<Metric> weightedMetrics) {
    /**
     * Checks that all is there.
     *
     * @throws IllegalArgumentException when the weight is not finite
     */
    public OutputSpec {
        Check.of("OutputSpec").present("name", name).present("loss", loss).finite("weight", weight)
                .present("metrics", metrics).present("weightedMetrics", weightedMetrics);
        metrics = List.copyOf(metrics);
        weightedMetrics = List.copyOf(weightedMetrics);
    }

    /** With a weight of 1, without metrics. */
    public static OutputSpec of(String name, Loss loss) {
        return new OutputSpec(name, loss, 1, List.of(), List.of());
    }

    private OutputSpecBuilder copy() {
        return OutputSpecBuilder.copyOf(this);
    }

    /** With this weight of the loss in the sum over the outputs; default 1. */
    public OutputSpec weight(double factor) {
        return copy().weight(factor).build();
    }

    /** With these metrics, in which each sample counts 1. */
    public OutputSpec metrics(Metric... all) {
        return copy().metrics(List.of(all)).build();
    }

    /** With these metrics, in which each sample counts its weight. */
    public OutputSpec weightedMetrics(Metric... all) {
        return copy().weightedMetrics(List.of(all)).build();
    }
}
