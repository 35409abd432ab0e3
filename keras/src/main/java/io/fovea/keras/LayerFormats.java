package io.fovea.keras;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Add;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Layer;
import io.fovea.layers.Rescaling;

/**
 * The registry of Keras's layer classes that files can hold. A new layer is one entry here; one with many arguments has a class
 * of its own, as {@link Conv2DFormat}.
 */
final class LayerFormats {
    private static final List<LayerFormat<?>> ALL = Stream.of(
            Stream.of(InputFormat.INPUT, Conv2DFormat.CONV_2D, DenseFormat.DENSE),
            PoolingFormats.ALL.stream(),
            Stream.of(
                    LayerFormat.of(
                            "GlobalAveragePooling2D", GlobalAveragePooling2D.class,
                            config -> PoolingFormats.global(config, GlobalAveragePooling2D.of()),
                            (layer, name) -> PoolingFormats.globalFields(name)),
                    LayerFormat.of(
                            "GlobalMaxPooling2D", GlobalMaxPooling2D.class,
                            config -> PoolingFormats.global(config, GlobalMaxPooling2D.of()),
                            (layer, name) -> PoolingFormats.globalFields(name)),
                    LayerFormat.of("Flatten", Flatten.class, LayerFormats::flatten, LayerFormats::flattenFields),
                    LayerFormat.of("Dropout", Dropout.class, LayerFormats::dropout, LayerFormats::dropoutFields)),
            ActivationFormats.ALL.stream(),
            Stream.of(
                    BatchNormalizationFormat.BATCH_NORMALIZATION,
                    LayerFormat.of("Add", Add.class, config -> Add.of(), (layer, name) -> Fields.of(name))
                            .listingInputs(),
                    LayerFormat.of(
                            "Concatenate", Concatenate.class, LayerFormats::concatenate,
                            (layer, name) -> Fields.of(name).with("axis", -1)).listingInputs(),
                    LayerFormat.of(
                            "ActivityRegularization", ActivityRegularization.class,
                            config -> ActivityRegularization.of(
                                    Arguments.number(config, "l1", 0), Arguments.number(config, "l2", 0)),
                            (layer, name) -> Fields.of(name).with("l1", layer.l1()).with("l2", layer.l2())),
                    LayerFormat.of(
                            "Rescaling", Rescaling.class,
                            config -> Rescaling.of(config.number("scale"), config.number("offset")),
                            (layer, name) -> Fields.of(name).with("scale", layer.scale())
                                    .with("offset", layer.offset()))))
            .<LayerFormat<?>>flatMap(Function.identity())
            .toList();

    private static final Map<String, LayerFormat<?>> BY_CLASS_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(LayerFormat::className, Function.identity()));

    private LayerFormats() {}

    /** The classes that are known. */
    static List<String> classNames() {
        return ALL.stream().map(LayerFormat::className).toList();
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
                        + ") is none of Keras's, so it can't be saved in a .keras file; "
                        + "known are " + String.join(", ", classNames())
                        + ". Checkpoints (FitOptions.checkpoints) hold the "
                        + "weights of any layer");
    }

    private static Flatten flatten(Json config) throws KerasFileException {
        config.require("data_format", "channels_last");
        return Flatten.of();
    }

    private static Fields flattenFields(Flatten layer, String name) {
        return Fields.of(name).with("data_format", "channels_last");
    }

    private static Dropout dropout(Json config) throws KerasFileException {
        config.refuse("noise_shape");
        // Keras draws its masks by this seed; ours follow the seed of the training.
        config.ignore("seed");
        return Dropout.of(config.number("rate"));
    }

    private static Fields dropoutFields(Dropout layer, String name) {
        return Fields.of(name).with("rate", layer.rate()).with("seed", Terms.NULL).with("noise_shape", Terms.NULL);
    }

    private static Concatenate concatenate(Json config) {
        config.ignore(ConfigReader.AXIS);
        return Concatenate.of();
    }
}
