package io.fovea.keras;

import io.fovea.layers.BatchNormalization;

/** Keras's {@code BatchNormalization}. */
final class BatchNormalizationFormat {
    static final LayerFormat<BatchNormalization> BATCH_NORMALIZATION = LayerFormat.of(
            "BatchNormalization", BatchNormalization.class, BatchNormalizationFormat::read,
            BatchNormalizationFormat::write);

    private BatchNormalizationFormat() {}

    private static BatchNormalization read(Json config) throws KerasFileException {
        config.ignore(ConfigReader.AXIS);
        // The file has the weights, so how they were initialized does not matter.
        config.ignore(
                "beta_initializer", "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer");
        config.require("synchronized", "false");
        config.require("renorm", "false");
        // Without effect unless 'renorm' is true.
        config.ignore("renorm_clipping", "renorm_momentum");
        return new BatchNormalization(
                "", config.number("momentum"), config.number("epsilon"), config.flag("center"), config.flag("scale"),
                RegularizerFormats.read(config, "beta_regularizer"),
                RegularizerFormats.read(config, "gamma_regularizer"),
                ConstraintFormats.read(config, "beta_constraint"),
                ConstraintFormats.read(config, "gamma_constraint"));
    }

    private static Fields write(BatchNormalization layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("axis", -1)
                .with("momentum", layer.momentum())
                .with("epsilon", layer.epsilon())
                .with("center", layer.center())
                .with("scale", layer.scale())
                .with("beta_regularizer", RegularizerFormats.write(layer.betaRegularizer()))
                .with("gamma_regularizer", RegularizerFormats.write(layer.gammaRegularizer()))
                .with("beta_constraint", ConstraintFormats.write(layer.betaConstraint()))
                .with("gamma_constraint", ConstraintFormats.write(layer.gammaConstraint()));
    }
}
