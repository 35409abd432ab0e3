package io.fovea.plan;

import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.HARD_SWISH;
import static io.fovea.activations.Activations.LINEAR;
import static io.fovea.activations.Activations.LOG_SIGMOID;
import static io.fovea.activations.Activations.LOG_SOFTMAX;
import static io.fovea.activations.Activations.MISH;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SOFTPLUS;
import static io.fovea.activations.Activations.SOFTSIGN;
import static io.fovea.activations.Activations.SPARSEMAX;
import static io.fovea.activations.Activations.SPARSE_PLUS;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.activations.ActivationFunction;
import io.fovea.custom.PerSampleLoss;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.Node;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.Rescaling;
import io.fovea.ops.Parameter;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.ops.loss.KernelLoss;
import io.fovea.ops.loss.LossHead;
import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.ScheduleFreeAdamW;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;

/**
 * Some processors take some 150 cycles for an operation on a subnormal number, so none may be left in memory by a long
 * training: not in weights, optimizer states, activations, gradients, partial sums or scratch. No clock is needed to see that.
 */
class SubnormalTest {
    private static final int STEPS = 2000;
    private static final int BATCH = 3;
    private static final int CLASSES = 4;

    /** Weights of a layer die here, after gradients have left their traces in the optimizer. */
    private static final int DEATH = 20;

    /** What would make subnormals. */
    private enum Situation {
        /** Units that are never active again: the means of their gradients fade. */
        DEAD_UNITS,
        /** A confident softmax: its gradients are e to the power of minus some hundred. */
        HUGE_LOGITS,
        /** Only the biases count. */
        ZERO_IMAGES,
        /** Inputs that are tiny, or subnormal themselves. */
        TINY_IMAGES,
        /** Inputs in which the activations saturate. */
        HUGE_IMAGES,
        /** A loss that is least at zero weights. */
        DECAYING_WEIGHTS
    }

    /** Half the sum of squares: its gradient is the output itself. */
    private record Squares() implements KernelLoss {
        @Override
        public double value(int count, long output, long target) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += 0.5 * Memory.get(output + 4L * k) * Memory.get(output + 4L * k);
            }
            return sum;
        }

        @Override
        public void gradient(int count, long output, long target, float scale, long gradient) {
            for (int k = 0; k < count; k++) {
                Memory.set(gradient + 4L * k, scale * Memory.get(output + 4L * k));
            }
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Adam(0.01), new SGD(0.1), new SGD(0.1, 0.9, false), new SGD(0.1, 0.9, true),
                new Adam(0.01).amsgrad(true), new RMSprop(0.01), new RMSprop(0.01).momentum(0.9).centered(true),
                new Adamax(0.01), new Nadam(0.01), new Adagrad(0.1), new Adadelta(1), new Lion(0.01), new Ftrl(0.1),
                new Ftrl(0.1).learningRatePower(-0.7), new AdamW(0.01), new Lamb(0.01), new Adafactor(0.01),
                new Muon(0.01), new ScheduleFreeAdamW(0.01),
                new Adam(0.01).options(UpdateOptions.of().weightDecay(0.01).clipNorm(1).ema(0.9)));
    }

    /** In the other situations gradients come and go as usual, whatever the optimizer. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void vectors(Optimizer optimizer) {
        Map<String, Float> found = new LinkedHashMap<>();
        for (Situation situation : List.of(
                Situation.DEAD_UNITS, Situation.HUGE_LOGITS, Situation.TINY_IMAGES, Situation.DECAYING_WEIGHTS)) {
            train(situation, convolutions(RELU), optimizer, Kernels.preferred(), found);
        }
        assertThat(found).as("subnormal numbers in memory").isEmpty();
    }

    /** One with states that fade and one without. */
    static List<Optimizer> fewOptimizers() {
        return List.of(new Adam(0.01), new SGD(0.1));
    }

    /** What normalization, activations and images leave behind does not depend on the optimizer, so a few are enough. */
    @ParameterizedTest
    @MethodSource("fewOptimizers")
    void activations(Optimizer optimizer) {
        Map<String, Float> found = new LinkedHashMap<>();
        for (Situation situation : Situation.values()) {
            for (Topology model : List.of(convolutions(LINEAR), normalized(), activations(), augmented())) {
                train(situation, model, optimizer, Kernels.preferred(), found);
            }
        }
        assertThat(found).as("subnormal numbers in memory").isEmpty();
    }

    /** Their bits are those of the vectors: golden hashes say so. So one optimizer is enough. */
    @Test
    void plainLoops() {
        Map<String, Float> found = new LinkedHashMap<>();
        for (Situation situation : Situation.values()) {
            train(situation, convolutions(RELU), new Adam(0.01), Kernels.scalar(4), found);
        }
        assertThat(found).as("subnormal numbers in memory").isEmpty();
    }

    /** Winograd's convolution, a direct one, one of a small image. */
    private static Topology convolutions(ActivationFunction f) {
        return topology(
                Input.of(8, 8, 2), Rescaling.of(0.01), Conv2D.of(4, 3).padding(SAME).activation(f),
                Conv2D.of(4, 3).padding(SAME).activation(f), MaxPooling2D.of(2),
                Conv2D.of(5, 3).padding(SAME).activation(f), AveragePooling2D.of(2), Flatten.of(),
                Dense.of(6).activation(f), Dense.of(CLASSES));
    }

    private static Topology normalized() {
        return topology(
                Input.of(6, 6, 2), Conv2D.of(4, 3).useBias(false), BatchNormalization.of(), Activation.of(RELU),
                Conv2D.of(4, 3), BatchNormalization.of(), Activation.of(TANH), Conv2D.of(3, 1), Flatten.of(),
                Dense.of(CLASSES));
    }

    private static Topology augmented() {
        return topology(
                Input.of(6, 6, 3), RandomRotation.of(0.2), RandAugment.of(), RandomSaturation.of(Range.UNIT),
                Conv2D.of(4, 3).padding(SAME), RandomZoom.of(0.3), RandomErasing.of(1), RandomCrop.of(5, 5),
                Flatten.of(),
                Dense.of(CLASSES));
    }

    private static Topology activations() {
        List<Layer> layers = new ArrayList<>();
        for (ActivationFunction f : List.of(
                SIGMOID, ELU, TANH, GELU, SWISH, MISH, SOFTPLUS, LOG_SIGMOID, SELU, HARD_SWISH, SPARSE_PLUS,
                SOFTSIGN)) {
            layers.add(Dense.of(5).activation(f));
            layers.add(Activation.of(f));
        }
        layers.addAll(List.of(
                Maxout.of(6, 2), Activation.of(LOG_SOFTMAX), Dense.of(6), Activation.of(SPARSEMAX), Dense.of(6),
                GatedLinearUnit.of()));
        layers.add(Dense.of(CLASSES).activation(SOFTMAX));
        layers.add(Dense.of(CLASSES));
        return topology(Input.of(7), layers.toArray(Layer[]::new));
    }

    private static Topology topology(Input input, Layer... layers) {
        Node first = input.apply();
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        return new Topology(List.of(first), List.of(node));
    }

    private static void train(
            Situation situation, Topology model, Optimizer optimizer, Kernels kernels, Map<String, Float> found) {
        try (Memory memory = new Memory(); Workers workers = new Workers(1)) {
            Network network = new Network(model, kernels, memory, new Lifecycle(() -> {}));
            network.initialize(1);
            if (situation == Situation.HUGE_LOGITS) {
                scale(network.graph().parameters().stream().toList().reversed().get(1), 1e4f);
            }
            OptimizerState state = new OptimizerState(optimizer::update, network.graph().parameters());
            PerSampleLoss loss =
                    situation == Situation.DECAYING_WEIGHTS ? new Squares() : new CrossEntropy(true, true);
            LossHead head = new LossHead("loss", loss, network.graph().outputs().getFirst(), 1);
            try (Plan plan = Plan.training(network.graph(), List.of(head), state, BATCH, kernels, workers)) {
                for (int step = 1; step <= STEPS; step++) {
                    if (step == DEATH && situation == Situation.DEAD_UNITS) {
                        network.graph().parameters().stream().filter(p -> p.name().endsWith("bias")).skip(1)
                                .forEach(SubnormalTest::kill);
                        plan.weightsChanged();
                    }
                    plan.run(new Images(situation, step), BATCH, 1, step, (float) optimizer.learningRate());
                    if (step % 500 == 0) {
                        int of = step;
                        EngineMemory.subnormals(network, state, plan).forEach((where, value) -> found.putIfAbsent(
                                situation + " at step " + of + ": " + where, value));
                    }
                }
            }
        }
    }

    private static void scale(Parameter parameter, float by) {
        float[] values = parameter.read();
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
        parameter.write(values);
    }

    private static void kill(Parameter bias) {
        float[] values = bias.read();
        Arrays.fill(values, 0, (values.length + 1) / 2, -1e4f);
        bias.write(values);
    }

    private record Images(Situation situation, int step) implements Feed {
        @Override
        public void input(int input, int sample, float[] into) {
            for (int i = 0; i < into.length; i++) {
                float value = (float) Randoms.normal(step % 7, (long) sample * into.length + i);
                into[i] = switch (situation) {
                    case ZERO_IMAGES -> 0;
                    case TINY_IMAGES -> value * (i % 2 == 0 ? 1e-41f : 1e-19f);
                    case HUGE_IMAGES -> value * 300;
                    case DECAYING_WEIGHTS -> 1 + sample;
                    default -> value;
                };
            }
        }

        @Override
        public void target(int output, int sample, float[] into) {
            into[0] = (step + sample) % CLASSES;
        }
    }
}
