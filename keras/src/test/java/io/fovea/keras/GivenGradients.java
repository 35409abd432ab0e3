package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SampleContext;
import io.fovea.initializers.Constant;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.layers.Weight;
import io.fovea.losses.Loss;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** A layer whose weights get given gradients: sample k, a single number, stands for step k. */
record GivenGradients(String name, List<Shape> shapes, List<float[]> gradients) implements Layer, CustomOperation {
    @Override
    public GivenGradients named(String newName) {
        return new GivenGradients(newName, shapes, gradients);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            String kind = shapes.get(i).rank() == 1 ? "bias" : "kernel";
            weights.add(new Weight("layer" + i + "_" + kind, shapes.get(i), new Constant(0), true));
        }
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lowering.apply(this, inputs, outputShape(lowering.inputShapes()));
    }

    @Override
    public void forward(SampleContext sample) {
        sample.output().set(0, 0, 0, sample.input(0).get(0, 0, 0));
    }

    @Override
    public void backward(SampleContext sample) {
        int step = (int) sample.input(0).get(0, 0, 0);
        for (int i = 0; i < shapes.size(); i++) {
            int size = shapes.get(i).size();
            for (int k = 0; k < size; k++) {
                sample.weightGradient(i).add(k, gradients.get(i)[step * size + k]);
            }
        }
        sample.inputGradient(0).set(0, 0, 0, 0);
    }

    /** The output itself: its gradient is 1, so that there is a backward pass. */
    record Output(String name) implements Loss, PerSampleLoss {
        @Override
        public Shape targetShape(Shape output) {
            return output;
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            return output.get(0);
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            gradient.set(0, scale);
        }
    }
}
