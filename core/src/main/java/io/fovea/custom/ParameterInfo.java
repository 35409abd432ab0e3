package io.fovea.custom;

import io.fovea.tensor.Shape;

/**
 * Which weight is updated.
 *
 * @param layer name of the layer: {@code conv2d_1}
 * @param weight name of the weight in it, as in Keras: {@code kernel}, {@code bias}, {@code gamma}
 * @param shape in Keras's order
 */
public record ParameterInfo(String layer, String weight, Shape shape) {
    /** Dimensions of the weight: 1 for a bias, 2 for a dense layer's kernel, 4 for a convolution's. */
    public int rank() {
        return shape.rank();
    }

    /** Layer and weight: {@code conv2d_1/kernel}. */
    public String path() {
        return layer + "/" + weight;
    }
}
