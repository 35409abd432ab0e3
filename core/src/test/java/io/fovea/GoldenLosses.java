package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;

import java.util.ArrayList;
import java.util.List;

import io.fovea.graph.Topology;
import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.BinaryFocalCrossentropy;
import io.fovea.losses.CategoricalFocalCrossentropy;
import io.fovea.losses.CategoricalGeneralizedCrossEntropy;
import io.fovea.losses.CategoricalHinge;
import io.fovea.losses.CosineSimilarity;
import io.fovea.losses.Dice;
import io.fovea.losses.Hinge;
import io.fovea.losses.Huber;
import io.fovea.losses.KLDivergence;
import io.fovea.losses.LogCosh;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanAbsoluteError;
import io.fovea.losses.MeanAbsolutePercentageError;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.MeanSquaredLogarithmicError;
import io.fovea.losses.Poisson;
import io.fovea.losses.Reduction;
import io.fovea.losses.SquaredHinge;
import io.fovea.losses.Tversky;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;

/** Golden trainings of every loss. */
final class GoldenLosses {
    private static final List<Loss> EVERY_LOSS = List.of(
            new BinaryCrossentropy(), new BinaryFocalCrossentropy(true, 0.3, 1.5, false, 0.1),
            new CategoricalFocalCrossentropy(), new CategoricalGeneralizedCrossEntropy(), new KLDivergence(),
            new Poisson(), new Hinge(), new SquaredHinge(), new CategoricalHinge(),
            new MeanSquaredError().reduction(Reduction.SUM), new MeanSquaredError(), new MeanAbsoluteError(),
            new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(), new Huber(0.3), new LogCosh(),
            new CosineSimilarity(), new Dice(), new Tversky(0.3, 0.7),
            Loss.of("squares", (y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t)));

    static final List<GoldenTrainings.Case> ALL = List.of(
            new GoldenTrainings.Case("every loss, a penalty of activations; Adam", GoldenLosses::heads, EVERY_LOSS,
                    List.of(),
                    new Adam(0.01), 35, 40,
                    "c9879afce07f5598cf657df79d25df5aff8b1e9d1f83fa4c0b9d5119c0abbec1"),
            new GoldenTrainings.Case("a loss composed of tensor functions; SGD", () -> GoldenTrainings.sequence(
                    Input.of(6, 5, 3), Conv2D.of(9, 3).activation(RELU), Flatten.of(), Dense.of(5).activation(SOFTMAX)),
                    List.of(Loss.of("charbonnier", (t, y) -> y.subtract(t).square().add(1e-4).sqrt())),
                    List.of(), new SGD(0.05), 9, 21,
                    "6e0d7e4462a062f9db955688648668f762e8362ce4b5ab1013c21cb62344d645"));

    private GoldenLosses() {}

    /** An output for each loss, with numbers in (0, 1). */
    private static Topology heads() {
        Node in = Input.of(6).apply();
        Node trunk = GoldenTrainings.through(in, Dense.of(19).activation(TANH), ActivityRegularization.of(1e-3, 1e-2));
        List<Node> outputs = new ArrayList<>();
        for (int i = 0; i < EVERY_LOSS.size(); i++) {
            outputs.add(Dense.of(3 + i % 3).activation(SIGMOID).apply(trunk));
        }
        return new Topology(List.of(in), outputs);
    }
}
