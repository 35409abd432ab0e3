package io.fovea.keras;

import java.util.List;

import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;

/** Keras's {@code MaxPooling2D} and {@code AveragePooling2D}, and what the global poolings have in common. */
final class PoolingFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "MaxPooling2D", MaxPooling2D.class, config -> read(config, MaxPooling2D::new),
                    (layer, name) -> fields(
                            name, layer.poolHeight(), layer.poolWidth(), layer.padding(), layer.strideHeight(),
                            layer.strideWidth())),
            LayerFormat.of(
                    "AveragePooling2D", AveragePooling2D.class, config -> read(config, AveragePooling2D::new),
                    (layer, name) -> fields(
                            name, layer.poolHeight(), layer.poolWidth(), layer.padding(), layer.strideHeight(),
                            layer.strideWidth())));

    private PoolingFormats() {}

    /** The constructor that both layers have. */
    private interface Maker<L> {
        L make(String name, int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding);
    }

    private static <L extends Layer> L read(Json config, Maker<L> maker) throws KerasFileException {
        config.require("data_format", "channels_last");
        int[] pool = config.pair("pool_size");
        int[] strides = config.optional("strides").isPresent() ? config.pair("strides") : pool;
        return maker.make("", pool[0], pool[1], strides[0], strides[1], Terms.padding(config));
    }

    private static Fields fields(
            String name, int height, int width, Padding padding, int strideHeight, int strideWidth) {
        return Fields.of(name)
                .with("pool_size", List.of(height, width))
                .with("padding", Terms.padding(padding))
                .with("strides", List.of(strideHeight, strideWidth))
                .with("data_format", "channels_last");
    }

    /** A global pooling, whose arguments must be those that it has here. */
    static <L extends Layer> L global(Json config, L layer) throws KerasFileException {
        config.require("data_format", "channels_last");
        config.require("keepdims", "false");
        return layer;
    }

    static Fields globalFields(String name) {
        return Fields.of(name).with("data_format", "channels_last").with("keepdims", false);
    }
}
