package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.AugMixBuilder;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.MixedChains;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A random mixture of each image with chains of random changes of it (Hendrycks et al., arXiv:1912.02781). The changes are those of {@link
 * RandAugment}; without {@code allOps} brightness, color degeneration, contrast and sharpness are left out, since they are like the
 * corruptions that the paper tests with. Drawn for each image; Keras draws them for a batch.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code AugMix.of().valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 * @param chains how many chains there are, 1 or more; default 3. Keras's {@code num_chains}
 * @param depth changes of a chain, 1 or more, of which some do nothing; default 3. Keras's {@code chain_depth}
 * @param factor of each change; within [0, 1]; default 0 to 0.3
 * @param alpha of the Dirichlet and the beta distribution of the weights, greater than 0; default 1
 * @param allOps whether all changes are used; default true
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 */
@RecordBuilder.Include(value = AugMix.class, packagePattern = "@.copy")
public record AugMix(String name, Range valueRange, int chains, int depth, Range factor, double alpha, boolean allOps,
        ResizeMethod interpolation) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public AugMix {
        Check check = Check.of("AugMix").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
        check.atLeast(1, "chains", chains).atLeast(1, "depth", depth).positive("alpha", alpha);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
    }

    /** With Keras's defaults. */
    public static AugMix of() {
        return new AugMix("", Range.BYTES, 3, 3, Range.upTo(0.3), 1, true, ResizeMethod.BILINEAR);
    }

    private AugMixBuilder copy() {
        return AugMixBuilder.copyOf(this);
    }

    @Override
    public AugMix named(String newName) {
        return copy().name(newName).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public AugMix valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    /** With so many chains; default 3. Keras's {@code num_chains}. */
    public AugMix chains(int number) {
        return copy().chains(number).build();
    }

    /** With so many changes in a chain; default 3. Keras's {@code chain_depth}. */
    public AugMix depth(int number) {
        return copy().depth(number).build();
    }

    /** With this range of each change; default 0 to 0.3. */
    public AugMix factor(Range strength) {
        return copy().factor(strength).build();
    }

    /** With this parameter of the distributions of the weights; default 1. */
    public AugMix alpha(double parameter) {
        return copy().alpha(parameter).build();
    }

    /** With all changes, or without those that are like corruptions; default all. */
    public AugMix allOps(boolean all) {
        return copy().allOps(all).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public AugMix interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colorsOrGrey(inputs);
    }

    ImageChange augmentation() {
        return new MixedChains(
                allOps
                        ? ChangeList.all(factor, valueRange, interpolation)
                        : ChangeList.withoutCorruptions(factor, valueRange, interpolation),
                chains, depth, alpha, valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
