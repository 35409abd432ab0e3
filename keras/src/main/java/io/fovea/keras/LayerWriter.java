package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;
import io.fovea.layers.Rescaling;

/** Says a layer in Keras's terms; {@link LayerReader} is the other way round. */
final class LayerWriter {
    private final String name;
    private final Map<String, Object> config = new LinkedHashMap<>();

    private LayerWriter(String name) {
        this.name = name;
    }

    /**
     * Keras's class for a layer.
     *
     * @throws KerasFileException when it has none
     */
    static String className(Layer layer) throws KerasFileException {
        return switch (layer) {
            case Activation a when !isPlain(a.function()) -> a.function().kind() == ActivationFunction.Kind.ELU
                    ? "ELU"
                    : "LeakyReLU";
            case Input i -> "InputLayer";
            case Conv2D c -> "Conv2D";
            case Dense d -> "Dense";
            case MaxPooling2D p -> "MaxPooling2D";
            case AveragePooling2D p -> "AveragePooling2D";
            case GlobalAveragePooling2D p -> "GlobalAveragePooling2D";
            case GlobalMaxPooling2D p -> "GlobalMaxPooling2D";
            case Flatten f -> "Flatten";
            case Dropout d -> "Dropout";
            case Activation a -> "Activation";
            case BatchNormalization b -> "BatchNormalization";
            case Add a -> "Add";
            case Concatenate c -> "Concatenate";
            case Rescaling r -> "Rescaling";
            default -> throw new KerasFileException(
                    "layer " + layer.name() + " (" + layer.kind()
                            + ") is none of Keras's, so it can't be saved in its format");
        };
    }

    private static boolean isPlain(ActivationFunction f) {
        return f.equals(Activations.LEAKY_RELU) || f.equals(Activations.ELU)
                || f.kind() != ActivationFunction.Kind.LEAKY_RELU && f.kind() != ActivationFunction.Kind.ELU;
    }

    /** The object of a layer. */
    static Map<String, Object> write(Layer layer, String name) throws KerasFileException {
        LayerWriter writer = new LayerWriter(name);
        writer.put(layer);
        return Terms.keras("keras.layers", className(layer), writer.config);
    }

    private void put(Layer layer) throws KerasFileException {
        config.put("name", name);
        if (layer instanceof Input input) {
            config.remove("name");
            List<Object> shape = new ArrayList<>(List.of(NULL));
            for (int size : input.shape().toArray()) {
                shape.add(size);
            }
            config.put("batch_shape", shape);
            config.put("dtype", "float32");
            config.put("sparse", false);
            config.put("ragged", false);
            config.put("name", name);
            config.put("optional", false);
            return;
        }
        config.put("trainable", true);
        config.put("dtype", Terms.keras("keras", "DTypePolicy", Map.of("name", "float32")));
        switch (layer) {
            case Conv2D c -> conv2D(c);
            case Dense d -> dense(d);
            case MaxPooling2D p ->
                    pooling(p.poolHeight(), p.poolWidth(), p.strideHeight(), p.strideWidth(), p.padding());
            case AveragePooling2D p -> pooling(
                    p.poolHeight(), p.poolWidth(), p.strideHeight(), p.strideWidth(), p.padding());
            case GlobalAveragePooling2D p -> globalPooling();
            case GlobalMaxPooling2D p -> globalPooling();
            case Flatten f -> config.put("data_format", "channels_last");
            case Dropout d -> {
                config.put("rate", d.rate());
                config.put("seed", NULL);
                config.put("noise_shape", NULL);
            }
            case Activation a -> activation(a.function());
            case BatchNormalization b -> batchNormalization(b);
            case Concatenate c -> config.put("axis", -1);
            case Rescaling r -> {
                config.put("scale", r.scale());
                config.put("offset", r.offset());
            }
            default -> {
            }
        }
    }

    private void activation(ActivationFunction f) throws KerasFileException {
        if (isPlain(f)) {
            config.put("activation", Terms.activation(name, f));
        } else {
            config.put(f.kind() == ActivationFunction.Kind.ELU ? "alpha" : "negative_slope", f.alpha());
        }
    }

    private void conv2D(Conv2D c) throws KerasFileException {
        config.put("filters", c.filters());
        config.put("kernel_size", List.of(c.kernelHeight(), c.kernelWidth()));
        config.put("strides", List.of(c.strideHeight(), c.strideWidth()));
        config.put("padding", Terms.padding(c.padding()));
        config.put("data_format", "channels_last");
        config.put("dilation_rate", List.of(c.dilationHeight(), c.dilationWidth()));
        config.put("groups", 1);
        config.put("activation", Terms.activation(name, c.activation()));
        config.put("use_bias", c.useBias());
        config.put("kernel_initializer", Terms.initializer(name, c.kernelInitializer()));
        config.put("bias_initializer", Terms.initializer(name, c.biasInitializer()));
    }

    private void dense(Dense d) throws KerasFileException {
        config.put("units", d.units());
        config.put("activation", Terms.activation(name, d.activation()));
        config.put("use_bias", d.useBias());
        config.put("kernel_initializer", Terms.initializer(name, d.kernelInitializer()));
        config.put("bias_initializer", Terms.initializer(name, d.biasInitializer()));
    }

    private void pooling(int height, int width, int strideHeight, int strideWidth, Padding padding) {
        config.put("pool_size", List.of(height, width));
        config.put("padding", Terms.padding(padding));
        config.put("strides", List.of(strideHeight, strideWidth));
        config.put("data_format", "channels_last");
    }

    private void globalPooling() {
        config.put("data_format", "channels_last");
        config.put("keepdims", false);
    }

    private void batchNormalization(BatchNormalization b) {
        config.put("axis", -1);
        config.put("momentum", b.momentum());
        config.put("epsilon", b.epsilon());
        config.put("center", b.center());
        config.put("scale", b.scale());
    }
}
