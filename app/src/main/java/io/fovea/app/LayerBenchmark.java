package io.fovea.app;

import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.benchmark.LayerRate;
import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.WorkRate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Rescaling;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;

/**
 * The rate of one layer inside a training step: something before it learns, so that its input's gradient is computed as well.
 *
 * <p>Example: {@code new LayerBenchmark(DepthwiseConv2D.of(3), Shape.of(32, 32, 64), 32).measure(2, threads)}
 *
 * @param layer what is measured
 * @param input shape of its input
 * @param batch samples of a step
 */
record LayerBenchmark(Layer layer, Shape input, int batch) {
    private static final String SUBJECT = "subject";

    /**
     * Forward and backward.
     *
     * @param forward all works of the layer before the loss
     * @param backward all works after it, updates of its weights left out
     */
    record Rates(LayerRate forward, LayerRate backward) {}

    /**
     * Measures for {@code seconds}, after as long a warm-up.
     *
     * @param threads that work
     */
    Rates measure(double seconds, int threads) {
        Layer subject = layer.named(SUBJECT);
        List<Layer> layers = new ArrayList<>();
        if (input.rank() == 3) {
            layers.add(Conv2D.of(input.channels(), 1));
        } else {
            layers.add(Dense.of(input.channels()));
        }
        // Nothing can join this one, so that the subject's work is its own.
        layers.add(Rescaling.of(1));
        layers.add(subject);
        layers.add(Flatten.of());
        layers.add(Dense.of(2));
        double flops = 2.0 * batch * layer.multiplyAdds(List.of(input));
        try (Model model = Sequential.of(new Input("", input), layers.toArray(Layer[]::new))) {
            model.threads(threads);
            model.compile(new SGD(1e-6), new SparseCategoricalCrossentropy(true));
            StepProfile profile = model.profileSteps(batch, seconds);
            return new Rates(
                    sum(profile, false, flops),
                    sum(profile, true, model.weights(subject).isEmpty() ? flops : 2 * flops));
        }
    }

    private static LayerRate sum(StepProfile profile, boolean backward, double flops) {
        double seconds = 0;
        double bytes = 0;
        for (WorkRate work : profile.works()) {
            boolean own = work.work().equals(SUBJECT) || work.work().startsWith(SUBJECT + " ");
            if (own && work.work().contains("gradient") == backward) {
                seconds += work.seconds();
                bytes += work.bytes();
            }
        }
        return new LayerRate(seconds, flops, bytes);
    }
}
