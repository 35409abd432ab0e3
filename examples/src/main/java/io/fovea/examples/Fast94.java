package io.fovea.examples;

import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.*;
import io.fovea.initializers.*;
import io.fovea.initializers.VarianceScaling.Distribution;
import io.fovea.initializers.VarianceScaling.Fan;
import io.fovea.layers.*;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.optimizers.*;
import io.fovea.tensor.Shape;
import io.fovea.training.FitOptions;

/** Lesson 8, 94 % on CIFAR-10 in minutes: the recipe of {@code fovea train cifar10 --model fast94}, written out. docs/fast94.md explains it. */
public final class Fast94 {
    private Fast94() {}

    /** Trains on CIFAR-10 and prints the test accuracy, over six views of each image. */
    public static void main(String[] arguments) {
        TrainTest data = Cifar10.load();
        try (Model model = train(data.train(), 8, 2000)) {
            System.out.println(model.evaluate(oneHot(data.test()), TestTimeAugmentation.flipsAndShifts(1)));
        }
    }

    static Model train(Dataset train, int epochs, int batch) {
        Shape image = train.images().shape();
        Normalization normalization = Normalization.adapt(train.images());
        Whitening whitening = Whitening.adapt(
                normalization.normalize(train.take(Math.min(5000, train.size())).images()), 2);
        Conv2D first = Conv2D.of(24, 2).kernelInitializer(whitening).named("whitening");
        List<Layer> layers = new ArrayList<>(List.of(
                AlternatingFlip.of(),
                RandomCrop.of(image.dimension(0), image.dimension(1)).padding(2).edges(RandomCrop.Edges.REFLECT),
                normalization, first, Activation.of(GELU)));
        for (int filters : new int[]{64, 256, 256}) {
            layers.addAll(List.of(
                    convolution(filters), MaxPooling2D.of(2), batchNormalization(), Activation.of(GELU),
                    convolution(filters), batchNormalization(), Activation.of(GELU)));
        }
        int classes = train.classNames().size();
        layers.addAll(List.of(
                MaxPooling2D.of(3), Flatten.of(),
                Dense.of(classes).useBias(false).named("head")
                        .kernelInitializer(new RandomUniform(-Math.sqrt(3), Math.sqrt(3))),
                Rescaling.of(1 / 256.0), Activation.of(SOFTMAX)));
        Model model = Sequential.named("fast94", new Input("", image), layers.toArray(Layer[]::new));
        model.trainable(first, model.weights(first).getFirst(), false);
        int steps = Math.ceilDiv(train.size(), batch);
        model.compile(optimizer(steps * epochs, steps * Math.min(3, epochs), batch),
                new CategoricalCrossentropy(false, 0.2), new CategoricalAccuracy());
        model.fit(oneHot(train), FitOptions.epochs(epochs).batch(batch));
        return model;
    }

    private static Conv2D convolution(int filters) {
        var others = new VarianceScaling(1.0 / 3, Fan.IN, Distribution.UNIFORM);
        return Conv2D.of(filters, 3).padding(SAME).useBias(false).kernelInitializer(new Dirac().others(others));
    }

    private static BatchNormalization batchNormalization() {
        return BatchNormalization.of().momentum(0.6).epsilon(1e-12).scale(false);
    }

    /** Muon for the filters, SGD for all else; the whitening layer's bias is trained in the first three epochs. */
    private static Optimizer optimizer(int steps, int whiteningSteps, int batch) {
        return Grouped.of(new Muon(toZero(0.24, steps)).convolutions(true).momentum(0.6).iterations(3).rmsRate(0)
                .renormalizes(true).options(UpdateOptions.of()))
                .with(ParameterGroup.ofLayers("whitening"), sgd(0.053, whiteningSteps, batch))
                .with(ParameterGroup.ofLayers("head"), sgd(0.67, steps, batch))
                .with(ParameterGroup.of("biases", weight -> weight.rank() == 1), sgd(0.053, steps, batch));
    }

    /** The rate is of a batch's summed loss; decay takes 2e-6 of a weight for each sample, and goes through the momentum. */
    private static Optimizer sgd(double rate, int steps, int batch) {
        return new SGD(rate * batch, 0.85, true).schedule(toZero(rate * batch, steps))
                .options(UpdateOptions.of().weightDecay(2e-6 / (1 - 0.85) / rate));
    }

    private static LearningRate toZero(double rate, int steps) {
        return new PolynomialDecay(rate, steps).endLearningRate(0);
    }

    private static Dataset oneHot(Dataset data) {
        Labels labels = (Labels) data.labels();
        return new Dataset(data.inputs(), List.of(labels.oneHot(data.classNames().size())), data.classNames());
    }
}
