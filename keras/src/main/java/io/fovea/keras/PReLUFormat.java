package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import io.fovea.initializers.Constant;
import io.fovea.layers.PReLU;

/** Keras's {@code PReLU}. */
final class PReLUFormat {
    private static final String SHARED_AXES = "shared_axes";

    static final LayerFormat<PReLU> PRELU =
            LayerFormat.of("PReLU", PReLU.class, PReLUFormat::read, PReLUFormat::write);

    private PReLUFormat() {}

    private static PReLU read(Json config) throws KerasFileException {
        List<Integer> shared = new ArrayList<>();
        if (config.optional(SHARED_AXES).isPresent()) {
            for (int axis : config.integers(SHARED_AXES)) {
                shared.add(axis);
            }
        }
        return new PReLU(
                "", Terms.initializer(config, "alpha_initializer", Constant.ZEROS), shared,
                RegularizerFormats.read(config, "alpha_regularizer"),
                ConstraintFormats.read(config, "alpha_constraint"));
    }

    private static Fields write(PReLU layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("alpha_initializer", Terms.initializer(layer.alphaInitializer()))
                .with("alpha_regularizer", RegularizerFormats.write(layer.alphaRegularizer()))
                .with("alpha_constraint", ConstraintFormats.write(layer.alphaConstraint()))
                .with(SHARED_AXES, layer.sharedAxes().isEmpty()
                        ? Terms.NULL
                        : layer.sharedAxes());
    }
}
