package io.fovea.layers;

import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.layers.copy.PReLUBuilder;
import io.fovea.ops.ChannelPReLUOperation;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A leaky ReLU whose slope is trained (He et al., arXiv:1502.01852): {@code x} where that is greater than 0, else {@code alpha x}. Input
 * {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. Weight: {@code alpha}, of the input's shape, 1 along shared axes.
 *
 * <p>Example: {@code PReLU.of().sharedAxes(1, 2)} has one slope for each channel.
 *
 * @param name of the layer; empty: automatic
 * @param alphaInitializer of {@code alpha}; default 0
 * @param sharedAxes along which one slope is used, counted as in Keras: 0 is the batch, 1 the rows of a feature map, 2 its columns; default
 *     none
 * @param alphaRegularizer the penalty on {@code alpha}; default none
 * @param alphaConstraint what holds for {@code alpha} after each update; default none
 */
@RecordBuilder.Include(value = PReLU.class, packagePattern = "@.copy")
public record PReLU(
        String name, Initializer alphaInitializer, List<Integer> sharedAxes, Optional<Regularizer> alphaRegularizer,
        Optional<Constraint> alphaConstraint)
        implements ComposedLayer {
    /** Checks that all are there. */
    public PReLU {
        Check.of("PReLU")
                .present("name", name)
                .present("alphaInitializer", alphaInitializer)
                .present("sharedAxes", sharedAxes)
                .present("alphaRegularizer", alphaRegularizer)
                .present("alphaConstraint", alphaConstraint);
        sharedAxes = List.copyOf(sharedAxes);
    }

    /** With a slope for each element, 0 at first. */
    public static PReLU of() {
        return new PReLU("", Constant.ZEROS, List.of(), Optional.empty(), Optional.empty());
    }

    private PReLUBuilder copy() {
        return PReLUBuilder.copyOf(this);
    }

    @Override
    public PReLU named(String newName) {
        return copy().name(newName).build();
    }

    /** With this initializer of the slopes; default 0. */
    public PReLU alphaInitializer(Initializer initializer) {
        return copy().alphaInitializer(initializer).build();
    }

    /** With one slope along these axes, counted as in Keras: 1 for rows, 2 for columns; default none. */
    public PReLU sharedAxes(Integer... axes) {
        return copy().sharedAxes(List.of(axes)).build();
    }

    /** With this penalty on the slopes; default none. */
    public PReLU alphaRegularizer(Regularizer penalty) {
        return copy().alphaRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the slopes; default none. */
    public PReLU alphaConstraint(Constraint constraint) {
        return copy().alphaConstraint(Optional.of(constraint)).build();
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        Shape shape = Axes.reduced(
                Layer.single(inputs), sharedAxes.stream().mapToInt(Axes::ofSample).toArray());
        return List.of(new Weight("alpha", shape, alphaInitializer, true, alphaRegularizer, alphaConstraint));
    }

    /** With one slope for each channel it has an operation of its own, which is quicker. */
    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Weight slopes = weights(lowering.inputShapes()).getFirst();
        if (slopes.shape().size() != in.channels() || slopes.shape().channels() != in.channels()) {
            return ComposedLayer.super.lower(lowering, inputs);
        }
        return lowering.add(new ChannelPReLUOperation(
                lowering.name(), in, in.like(lowering.name()),
                lowering.vector(true, slopes.name(), in.channels()).orElseThrow()));
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        return x.relu().subtract(weights.get("alpha").multiply(x.negative().relu()));
    }
}
