package io.fovea.examples;

import java.util.List;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.FeatureMap;
import io.fovea.custom.SampleContext;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A custom layer: Maxout (Goodfellow et al., arXiv:1302.4389), the maximum of each {@code pieces} neighboring numbers of a
 * vector. Input {@code [c]}, output {@code [c / pieces]}.
 *
 * @param name of the layer; empty: automatic
 * @param pieces how many numbers compete, 1 or more
 */
record Maxout(String name, int pieces) implements Layer, CustomOperation {
    static Maxout of(int pieces) {
        return new Maxout("", pieces);
    }

    @Override
    public Maxout named(String newName) {
        return new Maxout(newName, pieces);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Layer.single(inputs);
        if (in.rank() != 1 || in.channels() % pieces != 0) {
            throw new IllegalArgumentException(
                    "expected a vector whose length is a multiple of " + pieces + ", but got " + in);
        }
        return Shape.of(in.channels() / pieces);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lowering.apply(this, inputs, outputShape(lowering.inputShapes()));
    }

    @Override
    public void forward(SampleContext sample) {
        FeatureMap x = sample.input(0);
        FeatureMap y = sample.output();
        for (int i = 0; i < y.channels(); i++) {
            y.set(i, x.get(winner(x, i)));
        }
    }

    @Override
    public void backward(SampleContext sample) {
        FeatureMap x = sample.input(0);
        FeatureMap dy = sample.outputGradient();
        FeatureMap dx = sample.inputGradient(0);
        for (int i = 0; i < dy.channels(); i++) {
            dx.set(winner(x, i), dy.get(i));
        }
    }

    /** The index of the greatest number of a group. */
    private int winner(FeatureMap x, int group) {
        int best = group * pieces;
        for (int k = 1; k < pieces; k++) {
            if (x.get(group * pieces + k) > x.get(best)) {
                best = group * pieces + k;
            }
        }
        return best;
    }
}
