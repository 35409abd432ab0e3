package io.fovea.onnx;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

import io.fovea.Model;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/**
 * A layer that is being written, with what it reads.
 *
 * @param output the shape of its result
 * @param folded what a batch normalization after it multiplies and adds, if that goes into its weights
 */
record LayerUse(
        Model model, Layer layer, GraphWriter graph, List<OnnxTensor> inputs, Shape output, Optional<Affine> folded) {
    /** The only input, with its elements in order. */
    OnnxTensor input() {
        return inputs.getFirst().ordered();
    }

    /** The numbers of a weight that the layer has. */
    float[] weight(String name) {
        return optional(name).orElseThrow();
    }

    /** The numbers of a weight, if the layer has it. */
    Optional<float[]> optional(String name) {
        return described(name).map(weight -> model.weight(layer, weight));
    }

    private Optional<Weight> described(String name) {
        return model.weights(layer).stream().filter(weight -> weight.name().equals(name)).findFirst();
    }

    /** The weights as constants, for a layer that is composed of tensor functions. */
    WeightTensors tensors() {
        return name -> {
            Weight weight = described(name).orElseThrow(() -> new IllegalArgumentException(
                    "the layer lists the weights " + model.weights(layer).stream().map(Weight::name).toList()
                            + ", but asks for '" + name + "'"));
            return OnnxTensor.constant(graph, weight.shape(), model.weight(layer, weight));
        };
    }

    /** A weight as a constant. */
    OnnxTensor tensor(String name) {
        return (OnnxTensor) tensors().get(name);
    }

    /** A kernel whose last axis, or whose every filter by {@code filter}, is multiplied by what is folded. */
    float[] kernel(String name, IntUnaryOperator filter) {
        float[] kernel = weight(name).clone();
        folded.ifPresent(affine -> {
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] *= affine.scales()[filter.applyAsInt(i)];
            }
        });
        return kernel;
    }

    /** The bias, with what is folded. */
    Optional<float[]> bias() {
        Optional<float[]> own = optional("bias");
        return folded.map(affine -> affine.bias(own)).or(() -> own);
    }
}
