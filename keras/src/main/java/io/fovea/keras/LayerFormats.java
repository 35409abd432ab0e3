package io.fovea.keras;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Layer;

/**
 * The registry of Keras's layer classes that files can hold. A new layer is one entry here; one with many arguments has a class
 * of its own, as {@link Conv2DFormat}.
 */
final class LayerFormats {
    private static final List<LayerFormat<?>> ALL = Stream.of(
            Stream.of(
                    InputFormat.INPUT, Conv2DFormat.CONV_2D, Conv2DFormat.CONV_2D_TRANSPOSE, DenseFormat.DENSE,
                    BatchNormalizationFormat.BATCH_NORMALIZATION, PReLUFormat.PRELU),
            DepthwiseFormats.ALL.stream(),
            PoolingFormats.ALL.stream(),
            ActivationFormats.ALL.stream(),
            Stream.of(LayerFormat.of(
                    "ActivityRegularization", ActivityRegularization.class,
                    config -> ActivityRegularization.of(
                            Arguments.number(config, "l1", 0), Arguments.number(config, "l2", 0)),
                    (layer, name) -> Fields.of(name).with("l1", layer.l1()).with("l2", layer.l2()))),
            MergingFormats.ALL.stream(),
            NoiseFormats.ALL.stream(),
            NormalizationFormats.ALL.stream(),
            PlaceFormats.ALL.stream(),
            ColorFormats.ALL.stream(),
            ShapeFormats.ALL.stream(),
            ExtraFormats.ALL.stream())
            .<LayerFormat<?>>flatMap(Function.identity())
            .toList();

    private static final Map<String, LayerFormat<?>> BY_CLASS_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(LayerFormat::className, Function.identity()));

    private LayerFormats() {}

    /** Whether a registered name is that of a class that {@link KerasExtras} defines. */
    static boolean isOurs(String registered) {
        return ALL.stream().anyMatch(format -> format.registered().filter(registered::equals).isPresent());
    }

    /** The classes that are known. */
    static List<String> classNames() {
        return ALL.stream().map(LayerFormat::className).sorted().toList();
    }

    /**
     * The format of Keras's class {@code className}.
     *
     * @param layer name of the layer, for the message
     * @throws KerasFileException when it isn't known
     */
    static LayerFormat<?> of(String className, String layer) throws KerasFileException {
        LayerFormat<?> format = BY_CLASS_NAME.get(className);
        if (format == null) {
            throw new KerasFileException(
                    "layer " + layer + " is a " + className + ", which isn't known; known are "
                            + String.join(", ", classNames())
                            + ". Replace it in Keras and save the model again, or build "
                            + "the model in Java with a layer of your own");
        }
        return format;
    }

    /**
     * The format that a layer is written in.
     *
     * @throws KerasFileException when Keras has no class for it
     */
    static LayerFormat<?> of(Layer layer) throws KerasFileException {
        for (LayerFormat<?> format : ALL) {
            if (format.fits(layer)) {
                return format;
            }
        }
        throw new KerasFileException(
                "layer " + layer.name() + " (" + layer.kind()
                        + ", " + layer.getClass().getName() + ") is none of Keras's; to save it, give KerasFile.save a "
                        + "CustomObject of its class. Without one, checkpoints (FitOptions.checkpoints) hold its weights");
    }
}
