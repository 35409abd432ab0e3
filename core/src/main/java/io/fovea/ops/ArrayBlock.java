package io.fovea.ops;

import io.fovea.custom.FloatBlock;

/** The numbers of an array, as code from outside sees them. */
public record ArrayBlock(float[] floats) implements FloatBlock {
    @Override
    public int size() {
        return floats.length;
    }

    @Override
    public float get(int index) {
        return floats[index];
    }

    @Override
    public void set(int index, float value) {
        floats[index] = value;
    }
}
