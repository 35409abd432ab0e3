package io.fovea.keras;

import java.util.Collections;
import java.util.List;

import io.fovea.initializers.Constant;
import io.fovea.layers.Extent;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.Normalization;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.Rescaling;
import io.fovea.layers.UnitNormalization;

/** Keras's layers that normalize each sample by itself, or by fixed numbers. */
final class NormalizationFormats {
    private static final String EPSILON = "epsilon";
    private static final String CENTER = "center";
    private static final String SCALE = "scale";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "LayerNormalization", LayerNormalization.class, NormalizationFormats::layer,
                    NormalizationFormats::layerFields).along(AxisRule.ANY),
            LayerFormat.of(
                    "GroupNormalization", GroupNormalization.class, NormalizationFormats::group,
                    NormalizationFormats::groupFields),
            LayerFormat.of(
                    "RMSNormalization", RMSNormalization.class, NormalizationFormats::rms,
                    (layer, name) -> Fields.of(name).with("axis", List.of(-1)).with(EPSILON, layer.epsilon())),
            LayerFormat.of(
                    "UnitNormalization", UnitNormalization.class,
                    config -> UnitNormalization.of().over(extent(config)),
                    (layer, name) -> Fields.of(name).with("axis", axes(layer.over()))).along(AxisRule.LAST_OR_ALL),
            LayerFormat.of(
                    "Normalization", Normalization.class, NormalizationFormats::fixed,
                    NormalizationFormats::fixedFields),
            LayerFormat.of(
                    "Rescaling", Rescaling.class, NormalizationFormats::rescaling,
                    (layer, name) -> Fields.of(name)
                            .with(SCALE, oneOrMany(layer.scales()))
                            .with("offset", oneOrMany(layer.offsets()))));

    private NormalizationFormats() {}

    /** One axis is the last, several are all: {@link AxisRule} checks that once the shape is known. */
    private static Extent extent(Json config) throws KerasFileException {
        return AxisRule.read(config).size() > 1 ? Extent.SAMPLE : Extent.CHANNELS;
    }

    private static Object axes(Extent extent) {
        return extent == Extent.CHANNELS ? List.of(-1) : extent;
    }

    private static LayerNormalization layer(Json config) throws KerasFileException {
        config.require("rms_scaling", "false");
        List<Integer> axes = AxisRule.read(config);
        boolean named = axes.isEmpty() || axes.equals(List.of(-1)) || axes.equals(List.of(1, 2, 3));
        return new LayerNormalization(
                "", axes.size() == 3 && named ? Extent.SAMPLE : Extent.CHANNELS, named ? List.of() : axes,
                config.number(EPSILON), config.flag(CENTER), config.flag(SCALE),
                Terms.initializer(config, "beta_initializer", Constant.ZEROS),
                Terms.initializer(config, "gamma_initializer", Constant.ONES),
                RegularizerFormats.read(config, "beta_regularizer"),
                RegularizerFormats.read(config, "gamma_regularizer"),
                ConstraintFormats.read(config, "beta_constraint"),
                ConstraintFormats.read(config, "gamma_constraint"));
    }

    private static Fields layerFields(LayerNormalization layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("axis", layer.axes().isEmpty() ? axes(layer.over()) : layer.axes())
                .with(EPSILON, layer.epsilon())
                .with(CENTER, layer.center())
                .with(SCALE, layer.scale())
                .with("beta_initializer", Terms.initializer(layer.betaInitializer()))
                .with("gamma_initializer", Terms.initializer(layer.gammaInitializer()))
                .with("beta_regularizer", RegularizerFormats.write(layer.betaRegularizer()))
                .with("gamma_regularizer", RegularizerFormats.write(layer.gammaRegularizer()))
                .with("beta_constraint", ConstraintFormats.write(layer.betaConstraint()))
                .with("gamma_constraint", ConstraintFormats.write(layer.gammaConstraint()));
    }

    private static GroupNormalization group(Json config) throws KerasFileException {
        config.ignore(ConfigReader.AXIS);
        return new GroupNormalization(
                "", config.integer("groups"), config.number(EPSILON), config.flag(CENTER), config.flag(SCALE),
                Terms.initializer(config, "beta_initializer", Constant.ZEROS),
                Terms.initializer(config, "gamma_initializer", Constant.ONES),
                RegularizerFormats.read(config, "beta_regularizer"),
                RegularizerFormats.read(config, "gamma_regularizer"),
                ConstraintFormats.read(config, "beta_constraint"),
                ConstraintFormats.read(config, "gamma_constraint"));
    }

    private static Fields groupFields(GroupNormalization layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("groups", layer.groups())
                .with("axis", -1)
                .with(EPSILON, layer.epsilon())
                .with(CENTER, layer.center())
                .with(SCALE, layer.scale())
                .with("beta_initializer", Terms.initializer(layer.betaInitializer()))
                .with("gamma_initializer", Terms.initializer(layer.gammaInitializer()))
                .with("beta_regularizer", RegularizerFormats.write(layer.betaRegularizer()))
                .with("gamma_regularizer", RegularizerFormats.write(layer.gammaRegularizer()))
                .with("beta_constraint", ConstraintFormats.write(layer.betaConstraint()))
                .with("gamma_constraint", ConstraintFormats.write(layer.gammaConstraint()));
    }

    private static RMSNormalization rms(Json config) throws KerasFileException {
        config.ignore(ConfigReader.AXIS);
        return RMSNormalization.of().epsilon(config.number(EPSILON));
    }

    private static Normalization fixed(Json config) throws KerasFileException {
        config.ignore(ConfigReader.AXIS);
        if (config.optional("mean").isEmpty() || config.optional("variance").isEmpty()) {
            throw new KerasFileException(
                    config.where() + ": mean and variance were learned by adapt(), which Keras keeps with the weights; "
                            + "only fixed ones are supported: Normalization(mean=..., variance=...)");
        }
        return Normalization.of(config.numbers("mean"), config.numbers("variance")).invert(config.flag("invert"));
    }

    private static Fields fixedFields(Normalization layer, String name) {
        return Fields.of(name)
                .with("axis", List.of(-1))
                .with("invert", layer.invert())
                .with("mean", oneOrMany(layer.mean()))
                .with("variance", oneOrMany(layer.variance()));
    }

    private static Object oneOrMany(List<Double> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers;
    }

    private static Rescaling rescaling(Json config) throws KerasFileException {
        List<Double> scales = config.numbers(SCALE);
        List<Double> offsets = config.numbers("offset");
        int count = Math.max(scales.size(), offsets.size());
        return Rescaling.of(repeated(scales, count), repeated(offsets, count));
    }

    private static List<Double> repeated(List<Double> numbers, int count) {
        return numbers.size() == 1 ? Collections.nCopies(count, numbers.getFirst()) : numbers;
    }
}
