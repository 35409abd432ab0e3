package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.copy.MaxoutBuilder;
import io.fovea.ops.GreatestPieceOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A maxout layer (Goodfellow et al., arXiv:1302.4389): each unit is the greatest of several linear functions of the input, and so
 * learns its own activation. Input {@code [n, c]} or {@code [n, h, w, c]}; output {@code [n, units]} or {@code [n, h, w, units]}.
 * Weights: kernel {@code [c, units pieces]}, all units of the first piece, then those of the next; bias {@code [units pieces]}. Keras
 * has no such layer; files have it as {@code fovea>Maxout}.
 *
 * <p>Example: {@code Maxout.of(64, 3)}
 *
 * @param name of the layer; empty: automatic
 * @param units channels of the output, 1 or more
 * @param pieces linear functions of a unit, 1 or more
 * @param useBias whether a bias is added to each of them; default true
 * @param kernelInitializer of the kernel; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 */
@RecordBuilder.Include(value = Maxout.class, packagePattern = "@.copy")
public record Maxout(
        String name, int units, int pieces, boolean useBias, Initializer kernelInitializer,
        Initializer biasInitializer)
        implements Layer {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is below 1
     */
    public Maxout {
        Check.of("Maxout")
                .present("name", name)
                .atLeast(1, "units", units)
                .atLeast(1, "pieces", pieces)
                .present("kernelInitializer", kernelInitializer)
                .present("biasInitializer", biasInitializer);
    }

    /** {@code units} outputs, each the greatest of {@code pieces} functions; all else at its default. */
    public static Maxout of(int units, int pieces) {
        return new Maxout("", units, pieces, true, VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS);
    }

    private MaxoutBuilder copy() {
        return MaxoutBuilder.copyOf(this);
    }

    @Override
    public Maxout named(String newName) {
        return copy().name(newName).build();
    }

    /** With or without bias; default with. */
    public Maxout useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the kernel; default Glorot uniform. */
    public Maxout kernelInitializer(Initializer initializer) {
        return copy().kernelInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public Maxout biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** All linear functions of all units. */
    private Dense functions() {
        long functions = (long) units * pieces;
        if (functions > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "has at most 2147483647 functions, but got " + units + " units of " + pieces + " pieces");
        }
        return Dense.of((int) functions).named(name).useBias(useBias).kernelInitializer(kernelInitializer)
                .biasInitializer(biasInitializer);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return functions().outputShape(inputs).withChannels(units);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        return functions().weights(inputs);
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return functions().multiplyAdds(inputs);
    }

    @Override
    public boolean readsFlat() {
        return functions().readsFlat();
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value all = functions().lower(lowering, inputs);
        return lowering.add(new GreatestPieceOperation(
                lowering.name(), all, lowering.value(outputShape(lowering.inputShapes())), pieces));
    }
}
