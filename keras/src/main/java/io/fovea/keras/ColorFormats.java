package io.fovea.keras;

import static io.fovea.keras.AugmentationTerms.FACTOR;
import static io.fovea.keras.AugmentationTerms.common;
import static io.fovea.keras.AugmentationTerms.fields;
import static io.fovea.keras.AugmentationTerms.interpolation;
import static io.fovea.keras.AugmentationTerms.list;
import static io.fovea.keras.AugmentationTerms.optionalRange;
import static io.fovea.keras.AugmentationTerms.range;
import static io.fovea.keras.AugmentationTerms.valueRange;

import java.util.List;
import java.util.Optional;

import io.fovea.layers.AugMix;
import io.fovea.layers.AutoContrast;
import io.fovea.layers.ContrastLimitedAdaptiveHistogramEqualization;
import io.fovea.layers.Equalization;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomColorDegeneration;
import io.fovea.layers.RandomColorJitter;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomGaussianBlur;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomInvert;
import io.fovea.layers.RandomPosterization;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomSharpness;
import io.fovea.layers.Range;
import io.fovea.layers.Solarization;

/** Keras's layers that change the numbers of pixels at random in training. */
final class ColorFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "RandomContrast", RandomContrast.class,
                    config -> RandomContrast.of(range(common(config), FACTOR, false)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomBrightness", RandomBrightness.class,
                    config -> RandomBrightness.of(range(common(config), FACTOR, true)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomSaturation", RandomSaturation.class,
                    config -> RandomSaturation.of(range(common(config), FACTOR, true)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomHue", RandomHue.class,
                    config -> RandomHue.of(range(common(config), FACTOR, false)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomColorDegeneration", RandomColorDegeneration.class,
                    config -> RandomColorDegeneration.of(range(common(config), FACTOR, true))
                            .valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomSharpness", RandomSharpness.class,
                    config -> RandomSharpness.of(range(common(config), FACTOR, false)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomInvert", RandomInvert.class,
                    config -> RandomInvert.of(range(common(config), FACTOR, false)).valueRange(valueRange(config)),
                    (layer, name) -> factor(name, layer.factor(), layer.valueRange())),
            LayerFormat.of(
                    "RandomPosterization", RandomPosterization.class, ColorFormats::posterization,
                    (layer, name) -> valueRange(
                            fields(name).with(FACTOR, List.of(layer.least(), layer.most())), layer.valueRange())),
            LayerFormat.of(
                    "RandomGrayscale", RandomGrayscale.class,
                    config -> RandomGrayscale.of(common(config).number(FACTOR)),
                    (layer, name) -> Terms.channelsLast(name).with(FACTOR, layer.factor())),
            LayerFormat.of(
                    "RandomGaussianBlur", RandomGaussianBlur.class, ColorFormats::blur,
                    (layer, name) -> valueRange(
                            fields(name).with(FACTOR, list(layer.factor()))
                                    .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                                    .with("sigma", list(layer.sigma())),
                            layer.valueRange())),
            LayerFormat.of(
                    "Solarization", Solarization.class,
                    config -> Solarization.of(range(common(config), "addition_factor", false),
                            range(config, "threshold_factor", false)).valueRange(valueRange(config)),
                    (layer, name) -> valueRange(
                            fields(name).with("addition_factor", list(layer.additionFactor()))
                                    .with("threshold_factor", list(layer.thresholdFactor())),
                            layer.valueRange())),
            LayerFormat.of(
                    "AutoContrast", AutoContrast.class,
                    config -> AutoContrast.of().valueRange(valueRange(common(config))),
                    (layer, name) -> valueRange(Terms.channelsLast(name), layer.valueRange())),
            LayerFormat.of(
                    "Equalization", Equalization.class,
                    config -> Equalization.of().valueRange(valueRange(common(config))).bins(config.integer("bins")),
                    (layer, name) -> valueRange(
                            Terms.channelsLast(name).with("bins", layer.bins()), layer.valueRange())),
            LayerFormat.of(
                    "ContrastLimitedAdaptiveHistogramEqualization", ContrastLimitedAdaptiveHistogramEqualization.class,
                    ColorFormats::tiles,
                    (layer, name) -> valueRange(
                            Terms.channelsLast(name).with("clip_limit", layer.clipLimit())
                                    .with("tile_grid_size", List.of(layer.tileRows(), layer.tileColumns())),
                            layer.valueRange())),
            LayerFormat.of(
                    "RandomColorJitter", RandomColorJitter.class, ColorFormats::jitter, ColorFormats::jitterFields),
            LayerFormat.of(
                    "RandAugment", RandAugment.class,
                    config -> RandAugment.of().valueRange(valueRange(common(config))).count(config.integer("num_ops"))
                            .factor(range(config, FACTOR, false)).interpolation(interpolation(config)),
                    (layer, name) -> interpolation(
                            valueRange(fields(name), layer.valueRange()).with("num_ops", layer.count())
                                    .with(FACTOR, list(layer.factor())),
                            layer.interpolation())),
            LayerFormat.of(
                    "AugMix", AugMix.class,
                    config -> AugMix.of().valueRange(valueRange(common(config))).chains(config.integer("num_chains"))
                            .depth(config.integer("chain_depth")).factor(range(config, FACTOR, false))
                            .alpha(config.number("alpha")).allOps(config.flag("all_ops"))
                            .interpolation(interpolation(config)),
                    (layer, name) -> interpolation(
                            valueRange(fields(name), layer.valueRange()).with("num_chains", layer.chains())
                                    .with("chain_depth", layer.depth()).with(FACTOR, list(layer.factor()))
                                    .with("alpha", layer.alpha()).with("all_ops", layer.allOps()),
                            layer.interpolation())));

    private ColorFormats() {}

    private static Fields factor(String name, Range factor, Range values) {
        return valueRange(fields(name).with(FACTOR, list(factor)), values);
    }

    private static RandomPosterization posterization(Json config) throws KerasFileException {
        List<Double> bits = common(config).numbers(FACTOR);
        if (bits.size() > 2 || bits.stream().anyMatch(b -> b != Math.rint(b))) {
            throw new KerasFileException(
                    config.where() + ": '" + FACTOR + "' should be one whole number or two, but is " + bits);
        }
        int last = bits.getLast().intValue();
        int first = bits.size() == 2 ? bits.getFirst().intValue() : 1;
        return RandomPosterization.of(Math.min(first, last), Math.max(first, last)).valueRange(valueRange(config));
    }

    private static RandomGaussianBlur blur(Json config) throws KerasFileException {
        int[] size = config.pair("kernel_size");
        return RandomGaussianBlur.of(range(common(config), FACTOR, false)).kernelSize(size[0], size[1])
                .sigma(range(config, "sigma", false)).valueRange(valueRange(config));
    }

    private static ContrastLimitedAdaptiveHistogramEqualization tiles(Json config) throws KerasFileException {
        int[] tiles = config.pair("tile_grid_size");
        return ContrastLimitedAdaptiveHistogramEqualization.of().valueRange(valueRange(common(config)))
                .clipLimit(config.number("clip_limit")).tiles(tiles[0], tiles[1]);
    }

    private static RandomColorJitter jitter(Json config) throws KerasFileException {
        return new RandomColorJitter(
                "", valueRange(common(config)), optionalRange(config, "brightness_factor", true),
                optionalRange(config, "contrast_factor", false), optionalRange(config, "saturation_factor", true),
                optionalRange(config, "hue_factor", false));
    }

    private static Fields jitterFields(RandomColorJitter layer, String name) {
        return valueRange(fields(name), layer.valueRange())
                .with("brightness_factor", orNull(layer.brightnessFactor()))
                .with("contrast_factor", orNull(layer.contrastFactor()))
                .with("saturation_factor", orNull(layer.saturationFactor()))
                .with("hue_factor", orNull(layer.hueFactor()));
    }

    private static Object orNull(Optional<Range> range) {
        return range.<Object>map(AugmentationTerms::list).orElse(Terms.NULL);
    }
}
