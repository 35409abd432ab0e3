package io.fovea.keras;

import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Dense;

/** Keras's {@code Dense}. */
final class DenseFormat {
    static final LayerFormat<Dense> DENSE = LayerFormat.of("Dense", Dense.class, DenseFormat::read, DenseFormat::write);

    private DenseFormat() {}

    private static Dense read(Json config) throws KerasFileException {
        return new Dense(
                "", config.integer("units"), Terms.activation(config), config.flag("use_bias"),
                Terms.initializer(config, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS),
                RegularizerFormats.read(config, "kernel_regularizer"),
                RegularizerFormats.read(config, "bias_regularizer"),
                ConstraintFormats.read(config, "kernel_constraint"),
                ConstraintFormats.read(config, "bias_constraint"),
                RegularizerFormats.activity(config));
    }

    private static Fields write(Dense layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("units", layer.units())
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
