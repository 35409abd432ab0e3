package io.fovea.data;

import java.util.Objects;

import io.fovea.tensor.Shape;

/** Neighboring samples of others. */
record Range(Samples all, int from, int size) implements Samples {
    static Samples of(Samples all, int from, int to) {
        Objects.checkFromToIndex(from, to, all.size());
        return new Range(all, from, to - from);
    }

    @Override
    public Shape shape() {
        return all.shape();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        all.read(from + Objects.checkIndex(index, size), into, offset);
    }
}
