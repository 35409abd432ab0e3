package io.fovea;

import static io.fovea.activations.Activations.CELU;
import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.EXPONENTIAL;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.HARD_SHRINK;
import static io.fovea.activations.Activations.HARD_SIGMOID;
import static io.fovea.activations.Activations.HARD_SWISH;
import static io.fovea.activations.Activations.HARD_TANH;
import static io.fovea.activations.Activations.LEAKY_RELU;
import static io.fovea.activations.Activations.LINEAR;
import static io.fovea.activations.Activations.LOG_SIGMOID;
import static io.fovea.activations.Activations.LOG_SOFTMAX;
import static io.fovea.activations.Activations.MISH;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.RELU6;
import static io.fovea.activations.Activations.SELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SOFTPLUS;
import static io.fovea.activations.Activations.SOFTSIGN;
import static io.fovea.activations.Activations.SOFT_SHRINK;
import static io.fovea.activations.Activations.SPARSEMAX;
import static io.fovea.activations.Activations.SPARSE_PLUS;
import static io.fovea.activations.Activations.SPARSE_SIGMOID;
import static io.fovea.activations.Activations.SQUAREPLUS;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.activations.Activations.TANH_SHRINK;
import static io.fovea.activations.Activations.gelu;
import static io.fovea.activations.Activations.relu;
import static io.fovea.activations.Activations.threshold;
import static io.fovea.layers.Padding.SAME;

import java.util.ArrayList;
import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.graph.Topology;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.Maxout;
import io.fovea.layers.Node;
import io.fovea.layers.ReLU;
import io.fovea.layers.Softmax;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;

/** Golden trainings of every activation. */
final class GoldenActivations {
    static final List<GoldenTrainings.Case> ALL = List.of(
            new GoldenTrainings.Case("every activation; SGD with Nesterov momentum", GoldenActivations::activations,
                    GoldenTrainings.SPARSE, List.of(new SparseTopKCategoricalAccuracy(2)), new SGD(0.05, 0.8, true), 9,
                    30,
                    "8ce82cf4137f5a23ec4b337e8ebc297a3f6128599a5f3768e3bca34c800d3c52"),
            new GoldenTrainings.Case("the other activations and their layers; Adam", GoldenActivations::branches,
                    GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY, new Adam(0.01), 9, 30,
                    "574a4aefb1a2b21c8a3f966e271a317a39282619c9968fd7ab3e9bd70f8686d7"));

    private GoldenActivations() {}

    private static Topology activations() {
        List<Layer> layers = new ArrayList<>();
        int filters = 9;
        for (ActivationFunction f : List.of(GELU, TANH, ELU, LEAKY_RELU, SWISH, SIGMOID, RELU, SOFTMAX)) {
            layers.add(Conv2D.of(filters, 3).padding(SAME).activation(f));
            layers.add(Dense.of(filters).activation(f));
            filters += 3;
        }
        layers.addAll(List.of(
                AveragePooling2D.of(2), Activation.of(GELU), Flatten.of(), Activation.of(SIGMOID), Dense.of(6)));
        layers.add(Activation.of(SOFTMAX));
        return GoldenTrainings.sequence(Input.of(6, 5, 3), layers.toArray(Layer[]::new));
    }

    /** A branch for each function: behind one another, those that shrink would leave nothing for the next. */
    private static Topology branches() {
        Node in = Input.of(5, 4, 3).apply();
        Node base = Conv2D.of(9, 3).padding(SAME).apply(in);
        List<Node> ends = new ArrayList<>();
        for (ActivationFunction f : List.of(
                LINEAR, RELU6, SELU, CELU, MISH, HARD_SIGMOID, HARD_SWISH, HARD_TANH, TANH_SHRINK, SOFT_SHRINK,
                HARD_SHRINK, threshold(0.25, -0.5), SOFTPLUS, SOFTSIGN, SQUAREPLUS, SPARSE_PLUS, SPARSE_SIGMOID,
                LOG_SIGMOID, EXPONENTIAL, LOG_SOFTMAX, SPARSEMAX, gelu(true), relu(0.1, 1.5, 0.2))) {
            ends.add(Conv2D.of(5, 2).padding(SAME).activation(f).apply(base));
            ends.add(GoldenTrainings.through(base, Dense.of(3), Dropout.of(0.1), Activation.of(f)));
        }
        for (Layer layer : List.of(
                ReLU.of().maxValue(0.75), LeakyReLU.of(), io.fovea.layers.ELU.of(0.5), Softmax.of(1), Softmax.of(2),
                Softmax.of(), GatedLinearUnit.of(), Maxout.of(5, 3))) {
            ends.add(GoldenTrainings.through(base, Conv2D.of(6, 1), layer));
        }
        Node all = Concatenate.of().apply(ends.toArray(Node[]::new));
        return new Topology(List.of(in), List.of(GoldenTrainings.through(
                all, Conv2D.of(18, 1), GlobalAveragePooling2D.of(), Maxout.of(6, 2), Dense.of(4).activation(SOFTMAX))));
    }
}
