package io.fovea.keras;

import java.util.List;

import io.fovea.layers.AdaptiveAveragePooling2D;
import io.fovea.layers.AdaptiveMaxPooling2D;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;

/** Keras's poolings. */
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
                            layer.strideWidth())),
            LayerFormat.of(
                    "GlobalAveragePooling2D", GlobalAveragePooling2D.class,
                    config -> GlobalAveragePooling2D.of().keepDimensions(keepsDimensions(config)),
                    (layer, name) -> globalFields(name, layer.keepDimensions())),
            LayerFormat.of(
                    "GlobalMaxPooling2D", GlobalMaxPooling2D.class,
                    config -> GlobalMaxPooling2D.of().keepDimensions(keepsDimensions(config)),
                    (layer, name) -> globalFields(name, layer.keepDimensions())),
            LayerFormat.of(
                    "AdaptiveAveragePooling2D", AdaptiveAveragePooling2D.class,
                    config -> AdaptiveAveragePooling2D.of(outputSize(config)[0], outputSize(config)[1]),
                    (layer, name) -> adaptiveFields(name, layer.height(), layer.width())),
            LayerFormat.of(
                    "AdaptiveMaxPooling2D", AdaptiveMaxPooling2D.class,
                    config -> AdaptiveMaxPooling2D.of(outputSize(config)[0], outputSize(config)[1]),
                    (layer, name) -> adaptiveFields(name, layer.height(), layer.width())));

    private PoolingFormats() {}

    /** The constructor that all of them have. */
    interface Maker<L> {
        L make(String name, int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding);
    }

    static <L extends Layer> L read(Json config, Maker<L> maker) throws KerasFileException {
        config.require("data_format", "channels_last");
        int[] pool = config.pair("pool_size");
        int[] strides = config.optional("strides").isPresent() ? config.pair("strides") : pool;
        return maker.make("", pool[0], pool[1], strides[0], strides[1], Terms.padding(config));
    }

    static Fields fields(
            String name, int height, int width, Padding padding, int strideHeight, int strideWidth) {
        return Fields.of(name)
                .with("pool_size", List.of(height, width))
                .with("padding", Terms.padding(padding))
                .with("strides", List.of(strideHeight, strideWidth))
                .with("data_format", "channels_last");
    }

    static boolean keepsDimensions(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        return config.optional("keepdims").isPresent() && config.flag("keepdims");
    }

    private static int[] outputSize(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        return config.pair("output_size");
    }

    private static Fields adaptiveFields(String name, int height, int width) {
        return Fields.of(name).with("output_size", List.of(height, width)).with("data_format", "channels_last");
    }

    static Fields globalFields(String name, boolean keepDimensions) {
        return Terms.channelsLast(name).with("keepdims", keepDimensions);
    }
}
