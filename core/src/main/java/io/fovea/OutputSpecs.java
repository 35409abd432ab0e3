package io.fovea;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;
import io.fovea.tensor.Shape;
import io.fovea.training.OutputSpec;

/** One specification for each output of a model, in their order, of what {@link Model#compile} is given. */
final class OutputSpecs {
    private OutputSpecs() {}

    /**
     * Each metric of all outputs that it can be taken of.
     *
     * @throws IllegalArgumentException when there are too few or too many losses, or a metric can be taken of no output
     */
    static List<OutputSpec> of(DescribedModel model, List<Loss> losses, List<Metric> metrics) {
        if (losses.size() != model.outputs().size()) {
            throw new IllegalArgumentException(
                    "the model has " + model.outputs().size() + " outputs, but got " + losses.size() + " losses");
        }
        List<OutputSpec> specs = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            Loss loss = losses.get(i);
            Shape output = model.shape(model.outputs().get(i));
            Metric[] fitting = metrics.stream().filter(m -> takes(m, loss, output)).toArray(Metric[]::new);
            specs.add(OutputSpec.of(model.layerName(model.outputs().get(i).layer()), loss).metrics(fitting));
        }
        for (Metric metric : metrics) {
            if (specs.stream().noneMatch(s -> s.metrics().contains(metric))) {
                throw new IllegalArgumentException(
                        "the metric " + metric.name() + " can't be taken of any output: they are "
                                + model.outputs().stream().map(model::shape).toList() + " with the losses "
                                + losses.stream().map(Loss::name).toList());
            }
        }
        return List.copyOf(specs);
    }

    /**
     * Those given, in the order of the model's outputs.
     *
     * @throws IllegalArgumentException when an output is missing, named twice or unknown, or a metric can't be taken of it
     */
    static List<OutputSpec> inOrder(DescribedModel model, OutputSpec... outputs) {
        List<OutputSpec> specs = new ArrayList<>();
        List<String> names = model.outputs().stream().map(node -> model.layerName(node.layer())).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<OutputSpec> own = Stream.of(outputs).filter(o -> o.name().equals(name)).toList();
            int sameName = Collections.frequency(names, name);
            if (own.size() != sameName) {
                throw new IllegalArgumentException(
                        "the output " + name + " needs "
                                + (sameName == 1 ? "one OutputSpec" : sameName + " OutputSpecs")
                                + ", but got " + own.size() + "; the outputs are " + names);
            }
            OutputSpec spec = own.get(Collections.frequency(names.subList(0, i), name));
            check(spec, model.shape(model.outputs().get(i)));
            specs.add(spec);
        }
        if (specs.size() != outputs.length) {
            throw new IllegalArgumentException(
                    "the model's outputs are " + names + ", but got specifications of "
                            + Stream.of(outputs).map(OutputSpec::name).toList());
        }
        return List.copyOf(specs);
    }

    private static boolean takes(Metric metric, Loss loss, Shape output) {
        return metric.takes(output.channels(), loss.targetShape(output).size() * output.channels() / output.size());
    }

    private static void check(OutputSpec spec, Shape output) {
        Stream.concat(spec.metrics().stream(), spec.weightedMetrics().stream())
                .filter(metric -> !takes(metric, spec.loss(), output))
                .findFirst()
                .ifPresent(metric -> {
                    throw new IllegalArgumentException(
                            "the metric " + metric.name() + " can't be taken of the output " + spec.name()
                                    + " of shape "
                                    + output + " with targets of " + spec.loss().targetShape(output));
                });
    }
}
