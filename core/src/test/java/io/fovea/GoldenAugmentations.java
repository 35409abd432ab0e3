package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.List;
import java.util.stream.Stream;

import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.AugMix;
import io.fovea.layers.AutoContrast;
import io.fovea.layers.ContrastLimitedAdaptiveHistogramEqualization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.CutMix;
import io.fovea.layers.Cutout;
import io.fovea.layers.Dense;
import io.fovea.layers.Equalization;
import io.fovea.layers.FillMode;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.MixUp;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomColorDegeneration;
import io.fovea.layers.RandomColorJitter;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomElasticTransform;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomGaussianBlur;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomInvert;
import io.fovea.layers.RandomPerspective;
import io.fovea.layers.RandomPosterization;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomSharpness;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.Rescaling;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Solarization;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;

/** Golden trainings of every layer that changes images at random. */
final class GoldenAugmentations {
    static final List<GoldenTrainings.Case> ALL = List.of(
            new GoldenTrainings.Case(
                    "augmentation; Adam", () -> GoldenTrainings.sequence(Input.of(11, 12, 3), Stream.concat(
                            augmentation().stream(),
                            Stream.of(
                                    Conv2D.of(9, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Flatten.of(),
                                    Dense.of(4).activation(SOFTMAX)))
                            .toArray(Layer[]::new)),
                    List.of(new CategoricalCrossentropy()), List.of(new CategoricalAccuracy()), new Adam(0.01), 7, 40,
                    "0ae390d8d6b560a06ab8c6359706ee479485543ac67f2d3e69b5d80a6c475e1f"),
            new GoldenTrainings.Case("augmentation behind weights; SGD", () -> GoldenTrainings.sequence(
                    Input.of(9, 8, 2), Conv2D.of(5, 3).padding(SAME), RandomFlip.of(), RandomRotation.of(0.2),
                    MixUp.of(), Conv2D.of(18, 3).padding(SAME), RandomZoom.of(0.3).interpolation(ResizeMethod.NEAREST),
                    RandomErasing.of(1).valueRange(Range.UNIT), CutMix.of(),
                    Conv2D.of(6, 3).padding(SAME).activation(RELU),
                    RandomCrop.of(7, 7).padding(1), Flatten.of(), Dense.of(3).activation(SOFTMAX)),
                    List.of(new CategoricalCrossentropy()), List.of(new CategoricalAccuracy()), new SGD(0.05), 40, 90,
                    "2cd6a1712309e6266961056d37fd22a18b23cc0a164732d5bd3ddf57e73cd72b"));

    private GoldenAugmentations() {}

    /** Each once, some of them milder than their default, so that an image is left. */
    private static List<Layer> augmentation() {
        return List.of(
                AlternatingFlip.of(), RandomFlip.of(), RandomCrop.of(10, 10).padding(1).edges(RandomCrop.Edges.REFLECT),
                RandomTranslation.of(0.2, 0.1), RandomRotation.of(0.1).fillMode(FillMode.WRAP),
                RandomZoom.of(0.2).fillMode(FillMode.CONSTANT), RandomShear.of(0.1, 0.2).fillMode(FillMode.NEAREST),
                RandomContrast.of(0.2), RandomBrightness.of(0.1), RandomSaturation.of(Range.of(0.3, 0.7)),
                RandomHue.of(0.2), RandomErasing.of(0.5), Cutout.of(3), RandomColorDegeneration.of(0.3),
                RandomSharpness.of(0.9), RandomInvert.of(0.3), Solarization.of(0.1, 0.2), AutoContrast.of(),
                Equalization.of(), RandomPosterization.of(8), RandomGrayscale.of(0.3), RandomGaussianBlur.of(0.5),
                RandomColorJitter.of().brightness(Range.around(0.1)).hue(Range.upTo(0.1)), RandAugment.of(),
                AugMix.of(), RandomPerspective.of().scale(0.2), RandomElasticTransform.of(),
                ContrastLimitedAdaptiveHistogramEqualization.of().tiles(2, 3),
                Rescaling.of(1 / 255.0), MixUp.of(), CutMix.of());
    }
}
