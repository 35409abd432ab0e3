package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.layers.Rescaling;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Nodes of a model in another one. */
class SharedWeightsTest {
    private static final Shape IMAGE = Shape.of(6, 5, 3);

    private static FloatSamples samples(int count) {
        float[] values = new float[count * IMAGE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Randoms.uniform(3, i);
        }
        return new FloatSamples(new Tensor(count, IMAGE, values));
    }

    private static Model trained() {
        Model model = Sequential.of(
                new Input("", IMAGE), Conv2D.of(8, 3).activation(RELU).named("trunk"),
                GlobalAveragePooling2D.of().named("features"), Dense.of(4).activation(SOFTMAX).named("head"));
        model.initialize(7);
        return model;
    }

    private static Model withNewHead(Model model) {
        Node out = Dense.of(2).activation(SOFTMAX).named("new_head").apply(model.node("features"));
        return Graph.of(model.inputs().getFirst(), out);
    }

    private static float[] kernel(Model model, String layer) {
        Layer found = model.node(layer).layer();
        return model.weight(found, model.weights(found).getFirst());
    }

    @Test
    void aNewHeadKeepsTheTrunk() {
        try (Model model = trained(); Model tuned = withNewHead(model)) {
            assertThat(kernel(tuned, "trunk")).containsExactly(kernel(model, "trunk"));
            tuned.setWeight(tuned.node("trunk").layer(), tuned.weights(tuned.node("trunk").layer()).getLast(),
                    new float[]{1, 2, 3, 4, 5, 6, 7, 8});
            // Predicted after the change, so the other model's packed weights must follow.
            float[] before = model.predict(samples(1))[0];
            tuned.compile(new SGD(0.5), new SparseCategoricalCrossentropy());
            tuned.fit(Dataset.of(samples(6), new Labels(new int[]{0, 1, 0, 1, 1, 0})), FitOptions.epochs(2).batch(3));
            assertThat(kernel(model, "trunk")).containsExactly(kernel(tuned, "trunk"));
            assertThat(model.predict(samples(1))[0]).isNotEqualTo(before);
        }
    }

    @Test
    void theTrunkOutlivesItsFirstModel() {
        Model model = trained();
        Model tuned = withNewHead(model);
        float[] before = tuned.predict(samples(1))[0];
        model.close();
        assertThat(tuned.predict(samples(1))[0]).containsExactly(before);
        tuned.close();
        assertThatThrownBy(() -> tuned.predict(samples(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNodeOfAClosedModelIsRefused() {
        Model model = trained();
        model.close();
        assertThatThrownBy(() -> withNewHead(model)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a node belongs to a model that is closed");
    }

    @Test
    void aModelIsPartOfAnother() {
        try (Model tower = trained()) {
            Node left = new Input("left", IMAGE).apply();
            Node right = new Input("right", IMAGE).apply();
            Node both = Concatenate.of().apply(
                    tower.apply(left).getFirst(), tower.apply(right).getFirst());
            try (Model twins = Graph.of(List.of(left, right), List.of(both))) {
                float[] alone = tower.predict(samples(1))[0];
                float[] together = twins.predict(List.of(samples(1), samples(1))).getFirst().values();
                assertThat(together).startsWith(alone).endsWith(alone);
                assertThat(twins.weights()).hasSize(4);
            }
            assertThatThrownBy(() -> tower.apply(left, right))
                    .hasMessage("the model has 1 inputs, but got 2");
        }
    }

    /** Images have packed channels, feature maps padded ones; the weights lie in one way. */
    @Test
    void aLayerReadsTheImageAndAFeatureMap() {
        Node in = new Input("", IMAGE).apply();
        Conv2D conv = Conv2D.of(3, 3).padding(Padding.SAME).activation(RELU).named("twice");
        Node rescaled = Rescaling.of(0.5, 0.1).apply(in);
        try (Model model = Graph.of(in, conv.apply(conv.apply(rescaled)));
                Model once = Graph.of(in, conv.named("once").apply(rescaled));
                Model second = Sequential.of(new Input("", IMAGE), conv.named("second"))) {
            once.setWeights(model.weights());
            second.setWeights(model.weights());
            Tensor hidden = once.predict(List.of(samples(2))).getFirst();
            assertThat(model.predict(List.of(samples(2))).getFirst().values())
                    .containsExactly(second.predict(List.of(new FloatSamples(hidden))).getFirst().values());
        }
    }

    @Test
    void anUnknownLayerIsRefusedWithThoseThatThereAre() {
        try (Model model = trained()) {
            assertThatThrownBy(() -> model.node("tail"))
                    .hasMessage("no layer is called 'tail'; there are input_layer, trunk, features, head");
        }
    }
}
