package io.fovea.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;

class SweepTest {
    /** Of any shape: the gradient of a sample of the first class, worked out from what the worn model's weights are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void gradientsOfAWornModelAreSubnormalAtTheSubject(int seed) {
        Subject subject = Subject.draw(new Random(seed));
        try (Model model = Sweep.model(subject)) {
            Sweep.wear(subject, model);
            Layer classes = model.layers().getLast();
            double bias = 0;
            double kernel = 0;
            for (Weight weight : model.weights(classes)) {
                if (weight.name().equals("bias")) {
                    bias = model.weight(classes, weight)[0];
                } else {
                    kernel = model.weight(classes, weight)[0];
                }
            }
            var output = model.shape(model.nodes().stream()
                    .filter(node -> model.layerName(node.layer()).equals("subject")).findFirst().orElseThrow());
            double pixels = subject.isDense() ? 1 : output.dimension(0) * output.dimension(1);
            double gradient = Math.exp(-bias) / subject.batch() * kernel / pixels;

            assertThat(gradient).isBetween((double) Float.MIN_VALUE, (double) Float.MIN_NORMAL);
            assertThat(Math.exp(-bias)).as("the other class's probability").isLessThan(1e-20);
        }
    }
}
