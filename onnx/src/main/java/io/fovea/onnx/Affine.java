package io.fovea.onnx;

import java.util.List;
import java.util.Optional;

import io.fovea.Model;
import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.Weight;

/** A factor and an offset for each channel: what a batch normalization is at inference. */
record Affine(float[] scales, float[] offsets) {
    static Affine of(Model model, BatchNormalization layer) {
        int channels = model.weights(layer).getFirst().shape().channels();
        float[] scales = new float[channels];
        float[] offsets = new float[channels];
        Optional<float[]> gamma = weight(model, layer, "gamma");
        Optional<float[]> beta = weight(model, layer, "beta");
        float[] mean = weight(model, layer, "moving_mean").orElseThrow();
        float[] variance = weight(model, layer, "moving_variance").orElseThrow();
        for (int c = 0; c < channels; c++) {
            double factor = gamma.isPresent() ? gamma.get()[c] : 1;
            double scale = factor / Math.sqrt(variance[c] + layer.epsilon());
            scales[c] = (float) scale;
            offsets[c] = (float) ((beta.isPresent() ? beta.get()[c] : 0) - mean[c] * scale);
        }
        return new Affine(scales, offsets);
    }

    private static Optional<float[]> weight(Model model, Layer layer, String name) {
        return model.weights(layer).stream().filter(w -> w.name().equals(name)).findFirst()
                .map((Weight w) -> model.weight(layer, w));
    }

    /** What a bias becomes. */
    float[] bias(Optional<float[]> bias) {
        float[] result = offsets.clone();
        for (int c = 0; c < result.length; c++) {
            result[c] += bias.isPresent() ? bias.get()[c] * scales[c] : 0;
        }
        return result;
    }

    /**
     * The batch normalization that can go into the weights of {@code node}: the only reader of a layer that is used once and ends
     * with its sum.
     */
    static Optional<Node> foldable(Model model, Node node) {
        boolean linear = activation(node.layer()).filter(Activations.LINEAR::equals).isPresent();
        if (!linear || model.outputs().contains(node)
                || model.nodes().stream().filter(n -> n.layer() == node.layer()).count() > 1) {
            return Optional.empty();
        }
        List<Node> readers = model.nodes().stream().filter(n -> n.inputs().contains(node)).toList();
        return readers.size() == 1 && readers.getFirst().layer() instanceof BatchNormalization
                ? Optional.of(readers.getFirst())
                : Optional.empty();
    }

    private static Optional<ActivationFunction> activation(Layer layer) {
        return switch (layer) {
            case Conv2D l -> Optional.of(l.activation());
            case DepthwiseConv2D l -> Optional.of(l.activation());
            case SeparableConv2D l -> Optional.of(l.activation());
            case Conv2DTranspose l -> Optional.of(l.activation());
            case Dense l -> Optional.of(l.activation());
            default -> Optional.empty();
        };
    }
}
