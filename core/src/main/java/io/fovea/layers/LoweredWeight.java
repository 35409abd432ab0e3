package io.fovea.layers;

import java.util.Optional;

import io.fovea.activations.ActivationFunction;
import io.fovea.custom.SymbolicTensor;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.arithmetic.WeightOperation;
import io.fovea.tensor.Shape;

/**
 * A weight as a tensor. A matrix product reads the weight as it lies; every other function reads a copy of it, which is the same for
 * each sample.
 *
 * @param recorder where operations go
 */
record LoweredWeight(Optional<Lowering> recorder, Weight weight) implements SymbolicTensor {
    @Override
    public Shape shape() {
        return weight.shape();
    }

    /** The weight as a value. */
    LoweredTensor asTensor() {
        Shape image = shape().asImage();
        return new LoweredTensor(recorder, shape(), recorder.map(lowering -> lowering.add(new WeightOperation(
                lowering.name() + " " + weight.name(),
                lowering.parameter(weight.name(), new WeightLayout(
                        1, image.dimension(0) * image.dimension(1), image.dimension(0) * image.dimension(1),
                        image.channels(), lowering.lanes())),
                lowering.value(shape())))));
    }

    @Override
    public SymbolicTensor add(SymbolicTensor other) {
        return asTensor().add(other);
    }

    @Override
    public SymbolicTensor subtract(SymbolicTensor other) {
        return asTensor().subtract(other);
    }

    @Override
    public SymbolicTensor multiply(SymbolicTensor other) {
        return asTensor().multiply(other);
    }

    @Override
    public SymbolicTensor divide(SymbolicTensor other) {
        return asTensor().divide(other);
    }

    @Override
    public SymbolicTensor maximum(SymbolicTensor other) {
        return asTensor().maximum(other);
    }

    @Override
    public SymbolicTensor minimum(SymbolicTensor other) {
        return asTensor().minimum(other);
    }

    @Override
    public SymbolicTensor scale(double scale, double offset) {
        return asTensor().scale(scale, offset);
    }

    @Override
    public SymbolicTensor square() {
        return asTensor().square();
    }

    @Override
    public SymbolicTensor absolute() {
        return asTensor().absolute();
    }

    @Override
    public SymbolicTensor exp() {
        return asTensor().exp();
    }

    @Override
    public SymbolicTensor log() {
        return asTensor().log();
    }

    @Override
    public SymbolicTensor sqrt() {
        return asTensor().sqrt();
    }

    @Override
    public SymbolicTensor reciprocal() {
        return asTensor().reciprocal();
    }

    @Override
    public SymbolicTensor clip(double least, double most) {
        return asTensor().clip(least, most);
    }

    @Override
    public SymbolicTensor activation(ActivationFunction function) {
        return asTensor().activation(function);
    }

    @Override
    public SymbolicTensor relu() {
        return asTensor().relu();
    }

    @Override
    public SymbolicTensor sigmoid() {
        return asTensor().sigmoid();
    }

    @Override
    public SymbolicTensor tanh() {
        return asTensor().tanh();
    }

    @Override
    public SymbolicTensor softmax() {
        return asTensor().softmax();
    }

    @Override
    public SymbolicTensor sum(int... axes) {
        return asTensor().sum(axes);
    }

    @Override
    public SymbolicTensor mean(int... axes) {
        return asTensor().mean(axes);
    }

    @Override
    public SymbolicTensor sumKeepingAxes(int... axes) {
        return asTensor().sumKeepingAxes(axes);
    }

    @Override
    public SymbolicTensor meanKeepingAxes(int... axes) {
        return asTensor().meanKeepingAxes(axes);
    }

    @Override
    public SymbolicTensor reshape(Shape result) {
        return asTensor().reshape(result);
    }

    @Override
    public SymbolicTensor permute(int... axes) {
        return asTensor().permute(axes);
    }

    @Override
    public SymbolicTensor slice(int axis, int from, int to) {
        return asTensor().slice(axis, from, to);
    }

    @Override
    public SymbolicTensor pad(int axis, int before, int after) {
        return asTensor().pad(axis, before, after);
    }

    @Override
    public SymbolicTensor repeat(int axis, int times) {
        return asTensor().repeat(axis, times);
    }

    @Override
    public SymbolicTensor concatenate(int axis, SymbolicTensor... others) {
        return asTensor().concatenate(axis, others);
    }

    @Override
    public SymbolicTensor matmul(SymbolicTensor other) {
        return asTensor().matmul(other);
    }
}
