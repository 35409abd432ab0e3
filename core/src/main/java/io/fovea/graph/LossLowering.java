package io.fovea.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.ElementPenalty;
import io.fovea.layers.Lowering;
import io.fovea.losses.ComposedLoss;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.loss.TargetOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** Records the operations of a loss that is composed of tensor functions. They follow those of the model. */
public final class LossLowering implements Lowering {
    private final String name;
    private final int lanes;
    private final Value result;
    private final List<Operation> operations = new ArrayList<>();

    /**
     * Lowers {@code loss} for output {@code index} of a model.
     *
     * @throws IllegalArgumentException when the loss can't be taken of it, or does not depend on it; the message names the loss
     */
    public LossLowering(Network network, ComposedLoss loss, int index) {
        Topology topology = network.topology();
        name = loss.name();
        lanes = network.kernels().lanes();
        Shape shape = topology.shape(topology.outputs().get(index));
        Value output = network.graph().outputs().get(index);
        Shape targets = loss.targetShape(shape);
        Value target = add(new TargetOperation(name + " target " + index, index, value(targets)));
        result = resultOf(loss, targets, target, shape, output);
        if (!dependsOn(result, output)) {
            throw new IllegalArgumentException(
                    "the loss " + name + " does not depend on the prediction of shape " + shape
                            + ", so nothing could learn from it");
        }
    }

    private Value resultOf(ComposedLoss loss, Shape targets, Value target, Shape shape, Value output) {
        try {
            return value(loss.call(tensor(targets, target), tensor(shape, output)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the loss " + name + " can't be taken of an output of shape " + shape + ": " + e.getMessage(), e);
        }
    }

    /** Operations come after those that they read. */
    private boolean dependsOn(Value value, Value on) {
        Set<Value> dependent = new HashSet<>(Set.of(on));
        for (Operation operation : operations) {
            if (operation.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(operation.output());
            }
        }
        return dependent.contains(value);
    }

    /** What the loss is the mean of. */
    public Value result() {
        return result;
    }

    /** The operations that compute it. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int key() {
        return 0;
    }

    @Override
    public List<Shape> inputShapes() {
        return List.of();
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public Value value(Shape shape) {
        Shape image = shape.asImage();
        return Value.padded(name, image.dimension(0), image.dimension(1), shape.channels(), lanes);
    }

    @Override
    public boolean flattensForFree() {
        return false;
    }

    @Override
    public Value apply(CustomOperation operation, List<Value> inputs, Shape shape) {
        throw new UnsupportedOperationException("a loss is composed of tensor functions alone");
    }

    @Override
    public Value addLoss(Value value, ElementPenalty penalty) {
        throw new UnsupportedOperationException("a loss adds to itself by what it returns");
    }

    @Override
    public Parameter parameter(String weight, WeightLayout layout) {
        throw new IllegalArgumentException("the loss " + name + " has no weights");
    }

    @Override
    public List<Parameter> parameters(String weight, List<WeightLayout> layouts, IntUnaryOperator place) {
        throw new IllegalArgumentException("the loss " + name + " has no weights");
    }

    @Override
    public Value add(Operation operation) {
        operations.add(operation);
        return operation.output();
    }
}
