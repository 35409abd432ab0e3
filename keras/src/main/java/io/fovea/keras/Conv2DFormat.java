package io.fovea.keras;

import java.util.List;

import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Conv2D;

/** Keras's {@code Conv2D}. */
final class Conv2DFormat {
    static final LayerFormat<Conv2D> CONV_2D =
            LayerFormat.of("Conv2D", Conv2D.class, Conv2DFormat::read, Conv2DFormat::write);

    private Conv2DFormat() {}

    private static Conv2D read(Json config) throws KerasFileException {
        config.require("groups", "1");
        config.require("data_format", "channels_last");
        int[] kernel = config.pair("kernel_size");
        int[] strides = config.pair("strides");
        int[] dilation = config.pair("dilation_rate");
        return new Conv2D(
                "", config.integer("filters"), kernel[0], kernel[1], strides[0], strides[1], Terms.padding(config),
                dilation[0], dilation[1], Terms.activation(config), config.flag("use_bias"),
                Terms.initializer(config, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "kernel_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "kernel_constraint"),
                ConstraintFormats.read(config, "bias_constraint"));
    }

    private static Fields write(Conv2D layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("filters", layer.filters())
                .with("kernel_size", List.of(layer.kernelHeight(), layer.kernelWidth()))
                .with("strides", List.of(layer.strideHeight(), layer.strideWidth()))
                .with("padding", Terms.padding(layer.padding()))
                .with("data_format", "channels_last")
                .with("dilation_rate", List.of(layer.dilationHeight(), layer.dilationWidth()))
                .with("groups", 1)
                .with("activation", Terms.activation(name, layer.activation()))
                .with("use_bias", layer.useBias())
                .with("kernel_initializer", Terms.initializer(name, layer.kernelInitializer()))
                .with("bias_initializer", Terms.initializer(name, layer.biasInitializer()))
                .with("kernel_regularizer", RegularizerFormats.write(layer.kernelRegularizer()))
                .with("bias_regularizer", RegularizerFormats.write(layer.biasRegularizer()))
                .with("kernel_constraint", ConstraintFormats.write(layer.kernelConstraint()))
                .with("bias_constraint", ConstraintFormats.write(layer.biasConstraint()));
    }
}
