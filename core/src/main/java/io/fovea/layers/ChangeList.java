package io.fovea.layers;

import java.util.List;
import java.util.stream.Stream;

import io.fovea.ops.augmentation.ImageChange;

/** The changes that {@link RandAugment} and {@link AugMix} draw from. */
final class ChangeList {
    private ChangeList() {}

    static List<ImageChange> all(Range factor, Range values, ResizeMethod method) {
        Stream<ImageChange> colors = Stream.of(
                RandomBrightness.of(factor).valueRange(values).augmentation(),
                RandomColorDegeneration.of(factor).valueRange(values).augmentation(),
                RandomContrast.of(factor).valueRange(values).augmentation(),
                RandomSharpness.of(factor).valueRange(values).augmentation());
        return Stream.concat(withoutCorruptions(factor, values, method).stream(), colors).toList();
    }

    static List<ImageChange> withoutCorruptions(Range factor, Range values, ResizeMethod method) {
        return List.of(
                RandomShear.of(factor, factor).interpolation(method).augmentation(),
                RandomTranslation.of(factor, factor).interpolation(method).augmentation(),
                RandomRotation.of(factor).interpolation(method).augmentation(),
                RandomPosterization.of(Math.max(1, (int) (8 * factor.high()))).valueRange(values).augmentation(),
                Solarization.of(factor, factor).valueRange(values).augmentation(),
                AutoContrast.of().valueRange(values).augmentation(),
                Equalization.of().valueRange(values).augmentation());
    }
}
