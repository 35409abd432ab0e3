package io.fovea.keras;

import java.util.List;

import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.SeparableConv2D;

/** Keras's {@code DepthwiseConv2D} and {@code SeparableConv2D}. */
final class DepthwiseFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "DepthwiseConv2D", DepthwiseConv2D.class, DepthwiseFormats::depthwise,
                    DepthwiseFormats::depthwiseFields),
            LayerFormat.of(
                    "SeparableConv2D", SeparableConv2D.class, DepthwiseFormats::separable,
                    DepthwiseFormats::separableFields));

    private DepthwiseFormats() {}

    private static DepthwiseConv2D depthwise(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] kernel = config.pair("kernel_size");
        int[] strides = config.pair("strides");
        int[] dilation = config.pair("dilation_rate");
        return new DepthwiseConv2D(
                "", kernel[0], kernel[1], strides[0], strides[1], Terms.padding(config),
                config.integer("depth_multiplier"), dilation[0], dilation[1], Terms.activation(config),
                config.flag("use_bias"),
                Terms.initializer(config, "depthwise_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "depthwise_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "depthwise_constraint"),
                ConstraintFormats.read(config, "bias_constraint"),
                RegularizerFormats.activity(config));
    }

    private static Fields depthwiseFields(DepthwiseConv2D layer, String name) throws KerasFileException {
        return Terms.channelsLast(name)
                .with("depth_multiplier", layer.depthMultiplier())
                .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                .with("strides", List.of(layer.strideHeight(), layer.strideWidth()))
                .with("padding", Terms.padding(layer.padding()))
                .with("dilation_rate", List.of(layer.dilationHeight(), layer.dilationWidth()))
                .with("activation", Terms.activation(name, layer.activation()))
                .with("use_bias", layer.useBias())
                .with("depthwise_initializer", Terms.initializer(layer.depthwiseInitializer()))
                .with("bias_initializer", Terms.initializer(layer.biasInitializer()))
                .with("depthwise_regularizer", RegularizerFormats.write(layer.depthwiseRegularizer()))
                .with("bias_regularizer", RegularizerFormats.write(layer.biasRegularizer()))
                .with("depthwise_constraint", ConstraintFormats.write(layer.depthwiseConstraint()))
                .with("bias_constraint", ConstraintFormats.write(layer.biasConstraint()))
                .with(RegularizerFormats.ACTIVITY, RegularizerFormats.write(layer.activityRegularizer()));
    }

    private static SeparableConv2D separable(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] kernel = config.pair("kernel_size");
        int[] strides = config.pair("strides");
        int[] dilation = config.pair("dilation_rate");
        return new SeparableConv2D(
                "", config.integer("filters"), kernel[0], kernel[1], strides[0], strides[1], Terms.padding(config),
                dilation[0], dilation[1], config.integer("depth_multiplier"), Terms.activation(config),
                config.flag("use_bias"),
                Terms.initializer(config, "depthwise_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "pointwise_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "depthwise_regularizer"),
                RegularizerFormats.read(config, "pointwise_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "depthwise_constraint"),
                ConstraintFormats.read(config, "pointwise_constraint"),
                ConstraintFormats.read(config, "bias_constraint"),
                RegularizerFormats.activity(config));
    }

    private static Fields separableFields(SeparableConv2D layer, String name) throws KerasFileException {
        return Terms.channelsLast(name)
                .with("depth_multiplier", layer.depthMultiplier())
                .with("filters", layer.filters())
                .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                .with("strides", List.of(layer.strideHeight(), layer.strideWidth()))
                .with("padding", Terms.padding(layer.padding()))
                .with("dilation_rate", List.of(layer.dilationHeight(), layer.dilationWidth()))
                .with("activation", Terms.activation(name, layer.activation()))
                .with("use_bias", layer.useBias())
                .with("depthwise_initializer", Terms.initializer(layer.depthwiseInitializer()))
                .with("pointwise_initializer", Terms.initializer(layer.pointwiseInitializer()))
                .with("bias_initializer", Terms.initializer(layer.biasInitializer()))
                .with("depthwise_regularizer", RegularizerFormats.write(layer.depthwiseRegularizer()))
                .with("pointwise_regularizer", RegularizerFormats.write(layer.pointwiseRegularizer()))
                .with("bias_regularizer", RegularizerFormats.write(layer.biasRegularizer()))
                .with("depthwise_constraint", ConstraintFormats.write(layer.depthwiseConstraint()))
                .with("pointwise_constraint", ConstraintFormats.write(layer.pointwiseConstraint()))
                .with("bias_constraint", ConstraintFormats.write(layer.biasConstraint()))
                .with(RegularizerFormats.ACTIVITY, RegularizerFormats.write(layer.activityRegularizer()));
    }
}
