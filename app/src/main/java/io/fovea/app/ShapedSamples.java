package io.fovea.app;

import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** The same numbers in another shape, as images {@code [h, w]} for {@code [h, w, 1]}. */
record ShapedSamples(Samples all, Shape shape) implements Samples {
    @Override
    public int size() {
        return all.size();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        all.read(index, into, offset);
    }
}
