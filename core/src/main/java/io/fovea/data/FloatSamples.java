package io.fovea.data;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Samples of floats in memory, as they are.
 *
 * @param tensor the numbers
 */
public record FloatSamples(Tensor tensor) implements Samples {
    @Override
    public int size() {
        return tensor.count();
    }

    @Override
    public Shape shape() {
        return tensor.sampleShape();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int length = shape().size();
        System.arraycopy(tensor.values(), index * length, into, offset, length);
    }
}
