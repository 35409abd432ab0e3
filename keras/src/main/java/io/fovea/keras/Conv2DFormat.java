package io.fovea.keras;

import java.util.List;
import java.util.Optional;

import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Conv2DTranspose.OutputPadding;

/** Keras's {@code Conv2D} and {@code Conv2DTranspose}. */
final class Conv2DFormat {
    static final LayerFormat<Conv2D> CONV_2D =
            LayerFormat.of("Conv2D", Conv2D.class, Conv2DFormat::read, Conv2DFormat::write);

    static final LayerFormat<Conv2DTranspose> CONV_2D_TRANSPOSE = LayerFormat.of(
            "Conv2DTranspose", Conv2DTranspose.class, Conv2DFormat::readTransposed, Conv2DFormat::writeTransposed);

    private Conv2DFormat() {}

    private static Conv2D read(Json config) throws KerasFileException {
        config.require("data_format", "channels_last");
        int[] kernel = config.pair("kernel_size");
        int[] strides = config.pair("strides");
        int[] dilation = config.pair("dilation_rate");
        return new Conv2D(
                "", config.integer("filters"), kernel[0], kernel[1], strides[0], strides[1], Terms.padding(config),
                dilation[0], dilation[1], config.integer("groups"), Terms.activation(config), config.flag("use_bias"),
                Terms.initializer(config, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "kernel_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "kernel_constraint"),
                ConstraintFormats.read(config, "bias_constraint"),
                RegularizerFormats.activity(config));
    }

    private static Fields write(Conv2D layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("filters", layer.filters())
                .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                .with("strides", List.of(layer.strideHeight(), layer.strideWidth()))
                .with("padding", Terms.padding(layer.padding()))
                .with("data_format", "channels_last")
                .with("dilation_rate", List.of(layer.dilationHeight(), layer.dilationWidth()))
                .with("groups", layer.groups())
                .with("activation", Terms.activation(name, layer.activation()))
                .with("use_bias", layer.useBias())
                .with("kernel_initializer", Terms.initializer(layer.kernelInitializer()))
                .with("bias_initializer", Terms.initializer(layer.biasInitializer()))
                .with("kernel_regularizer", RegularizerFormats.write(layer.kernelRegularizer()))
                .with("bias_regularizer", RegularizerFormats.write(layer.biasRegularizer()))
                .with("kernel_constraint", ConstraintFormats.write(layer.kernelConstraint()))
                .with("bias_constraint", ConstraintFormats.write(layer.biasConstraint()))
                .with(RegularizerFormats.ACTIVITY, RegularizerFormats.write(layer.activityRegularizer()));
    }

    private static Conv2DTranspose readTransposed(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] kernel = config.pair("kernel_size");
        int[] strides = config.pair("strides");
        int[] dilation = config.pair("dilation_rate");
        Optional<OutputPadding> added = Optional.empty();
        if (config.optional("output_padding").isPresent()) {
            int[] pair = config.pair("output_padding");
            added = Optional.of(new OutputPadding(pair[0], pair[1]));
        }
        return new Conv2DTranspose(
                "", config.integer("filters"), kernel[0], kernel[1], strides[0], strides[1], Terms.padding(config),
                added,
                dilation[0], dilation[1], Terms.activation(config), config.flag("use_bias"),
                Terms.initializer(config, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "kernel_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "kernel_constraint"),
                ConstraintFormats.read(config, "bias_constraint"),
                RegularizerFormats.activity(config));
    }

    private static Fields writeTransposed(Conv2DTranspose layer, String name) throws KerasFileException {
        Object added = layer.outputPadding().isPresent()
                ? List.of(layer.outputPadding().get().height(), layer.outputPadding().get().width())
                : Terms.NULL;
        return Terms.channelsLast(name)
                .with("filters", layer.filters())
                .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                .with("strides", List.of(layer.strideHeight(), layer.strideWidth()))
                .with("padding", Terms.padding(layer.padding()))
                .with("output_padding", added)
                .with("dilation_rate", List.of(layer.dilationHeight(), layer.dilationWidth()))
                .with("activation", Terms.activation(name, layer.activation()))
                .with("use_bias", layer.useBias())
                .with("kernel_initializer", Terms.initializer(layer.kernelInitializer()))
                .with("bias_initializer", Terms.initializer(layer.biasInitializer()))
                .with("kernel_regularizer", RegularizerFormats.write(layer.kernelRegularizer()))
                .with("bias_regularizer", RegularizerFormats.write(layer.biasRegularizer()))
                .with("kernel_constraint", ConstraintFormats.write(layer.kernelConstraint()))
                .with("bias_constraint", ConstraintFormats.write(layer.biasConstraint()))
                .with(RegularizerFormats.ACTIVITY, RegularizerFormats.write(layer.activityRegularizer()));
    }
}
