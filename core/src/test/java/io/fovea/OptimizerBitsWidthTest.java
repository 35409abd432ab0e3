package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.constraints.MaxNorm;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.regularizers.L1L2;
import io.fovea.regularizers.OrthogonalRegularizer;

/** Every optimizer gives the same bits with any number of threads, with vectors and in plain loops, penalties and constraints included. */
class OptimizerBitsWidthTest {
    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Adam(0.01).amsgrad(true), new AdamW(0.01), new RMSprop(0.01),
                new RMSprop(0.01).momentum(0.5).centered(true), new Adamax(0.01), new Nadam(0.01), new Adagrad(0.1),
                new Adadelta(1), new Ftrl(0.1), new Lion(0.01), new Lamb(0.01), new Adafactor(0.01), new Muon(0.01),
                new SGD(0.1, 0.9, true).options(UpdateOptions.of().globalClipNorm(0.5).weightDecay(0.01)),
                new Adam(0.01).options(UpdateOptions.of().clipNorm(0.5).ema(0.8).emaOverwriteFrequency(3)),
                new Adam(0.01).options(UpdateOptions.of().clipValue(0.01).gradientAccumulationSteps(2)),
                Grouped.of(new Adam(0.01)).with(ParameterGroup.of("biases", p -> p.rank() == 1), new SGD(0.1))
                        .withRateFactor(ParameterGroup.of("filters", p -> p.rank() == 4), 0.5));
    }

    private static Topology model() {
        Node in = Input.of(7, 6, 3).apply();
        Node x = Conv2D.of(9, 3).padding(SAME).activation(RELU).kernelRegularizer(new L1L2(1e-4, 1e-3))
                .kernelConstraint(new MaxNorm(0.5)).apply(in);
        Node y = Flatten.of().apply(BatchNormalization.of().apply(x));
        Node z = Dense.of(11).activation(RELU).apply(y);
        Node out = Dense.of(4).activation(SOFTMAX).kernelRegularizer(new OrthogonalRegularizer()).apply(z);
        return new Topology(List.of(in), List.of(out));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void areTheSame(Optimizer optimizer) {
        GoldenTrainings.Case c = new GoldenTrainings.Case(
                optimizer.toString(), OptimizerBitsWidthTest::model, List.of(new SparseCategoricalCrossentropy()),
                List.of(new SparseCategoricalAccuracy()), optimizer, 5, 23, "");
        String hash = GoldenTrainings.hash(c, Kernels.vector(), 1);
        assertThat(GoldenTrainings.hash(c, Kernels.vector(), 3)).as("three threads").isEqualTo(hash);
        assertThat(GoldenTrainings.hash(c, Kernels.scalar(Kernels.vector().lanes()), 2)).as("plain loops")
                .isEqualTo(hash);
        assertThat(GoldenTrainings.hash(c, Kernels.scalar(4), 1)).as("another width").isEqualTo(hash);
    }
}
