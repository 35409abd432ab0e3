package io.fovea.layers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomColorJitterBuilder;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.OneAfterAnother;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Changes brightness, contrast, saturation and hue of each image at random, in this order: {@link RandomBrightness}, {@link
 * RandomContrast}, {@link RandomSaturation} and {@link RandomHue}, those that are given.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomColorJitter.of().valueRange(Range.UNIT).brightness(Range.around(0.2))}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 * @param brightnessFactor of {@link RandomBrightness}; empty: none
 * @param contrastFactor of {@link RandomContrast}; empty: none
 * @param saturationFactor of {@link RandomSaturation}; empty: none
 * @param hueFactor of {@link RandomHue}; empty: none
 */
@RecordBuilder.Include(value = RandomColorJitter.class, packagePattern = "@.copy")
public record RandomColorJitter(String name, Range valueRange, Optional<Range> brightnessFactor,
        Optional<Range> contrastFactor, Optional<Range> saturationFactor, Optional<Range> hueFactor)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomColorJitter {
        Check check = Check.of("RandomColorJitter").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
        check.present("brightnessFactor", brightnessFactor)
                .present("contrastFactor", contrastFactor)
                .present("saturationFactor", saturationFactor)
                .present("hueFactor", hueFactor);
        brightnessFactor.ifPresent(range -> AugmentationLayer.checkRange(check, "brightnessFactor", range, -1, 1));
        contrastFactor.ifPresent(range -> AugmentationLayer.checkRange(check, "contrastFactor", range, 0, 1));
        saturationFactor.ifPresent(range -> AugmentationLayer.checkRange(check, "saturationFactor", range, -1, 1));
        hueFactor.ifPresent(range -> AugmentationLayer.checkRange(check, "hueFactor", range, 0, 1));
    }

    /** That changes nothing yet. */
    public static RandomColorJitter of() {
        return new RandomColorJitter("", Range.BYTES, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** With a random brightness of this range, as {@link RandomBrightness}. */
    public RandomColorJitter brightness(Range factor) {
        return copy().brightnessFactor(Optional.of(factor)).build();
    }

    /** With a random contrast of this range, as {@link RandomContrast}. */
    public RandomColorJitter contrast(Range factor) {
        return copy().contrastFactor(Optional.of(factor)).build();
    }

    /** With a random saturation of this range, as {@link RandomSaturation}. */
    public RandomColorJitter saturation(Range factor) {
        return copy().saturationFactor(Optional.of(factor)).build();
    }

    /** With a random hue of this range, as {@link RandomHue}. */
    public RandomColorJitter hue(Range factor) {
        return copy().hueFactor(Optional.of(factor)).build();
    }

    private RandomColorJitterBuilder copy() {
        return RandomColorJitterBuilder.copyOf(this);
    }

    @Override
    public RandomColorJitter named(String newName) {
        return copy().name(newName).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomColorJitter valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colors(inputs);
    }

    ImageChange augmentation() {
        return new OneAfterAnother(Stream.of(
                brightnessFactor.map(f -> RandomBrightness.of(f).valueRange(valueRange).augmentation()),
                contrastFactor.map(f -> RandomContrast.of(f).valueRange(valueRange).augmentation()),
                saturationFactor.map(f -> RandomSaturation.of(f).valueRange(valueRange).augmentation()),
                hueFactor.map(f -> RandomHue.of(f).valueRange(valueRange).augmentation()))
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
