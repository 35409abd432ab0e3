package io.fovea.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.fovea.layers.CenterCrop;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.Flatten;
import io.fovea.layers.Permute;
import io.fovea.layers.RepeatVector;
import io.fovea.layers.Reshape;
import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Resizing;
import io.fovea.layers.Resizing.Aspect;
import io.fovea.layers.UpSampling2D;
import io.fovea.layers.ZeroPadding2D;

/** Keras's layers that change shapes. */
final class ShapeFormats {
    private static final String INTERPOLATION = "interpolation";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of("Flatten", Flatten.class, config -> {
                Terms.requireChannelsLast(config);
                return Flatten.of();
            }, (layer, name) -> Terms.channelsLast(name)),
            LayerFormat.of(
                    "Reshape", Reshape.class, config -> Reshape.of(config.integers("target_shape")),
                    (layer, name) -> Fields.of(name).with("target_shape", layer.dimensions())),
            LayerFormat.of(
                    "Permute", Permute.class, config -> Permute.of(config.integers("dims")),
                    (layer, name) -> Fields.of(name).with("dims", layer.axes())),
            LayerFormat.of(
                    "RepeatVector", RepeatVector.class, config -> RepeatVector.of(config.integer("n")),
                    (layer, name) -> Fields.of(name).with("n", layer.times())),
            LayerFormat.of("ZeroPadding2D", ZeroPadding2D.class, ShapeFormats::padding, (layer, name) -> Terms
                    .channelsLast(name)
                    .with("padding", edges(layer.top(), layer.bottom(), layer.left(), layer.right()))),
            LayerFormat.of("Cropping2D", Cropping2D.class, ShapeFormats::cropping, (layer, name) -> Terms
                    .channelsLast(name)
                    .with("cropping", edges(layer.top(), layer.bottom(), layer.left(), layer.right()))),
            LayerFormat.of(
                    "UpSampling2D", UpSampling2D.class, ShapeFormats::upSampling, ShapeFormats::upSamplingFields),
            LayerFormat.of("Resizing", Resizing.class, ShapeFormats::resizing, ShapeFormats::resizingFields),
            LayerFormat.of("CenterCrop", CenterCrop.class, ShapeFormats::centerCrop, (layer, name) -> Terms
                    .channelsLast(name).with("height", layer.height()).with("width", layer.width())));

    private ShapeFormats() {}

    private static List<List<Integer>> edges(int top, int bottom, int left, int right) {
        return List.of(List.of(top, bottom), List.of(left, right));
    }

    private static ZeroPadding2D padding(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] edges = config.edges("padding");
        return ZeroPadding2D.of(edges[0], edges[1], edges[2], edges[3]);
    }

    private static Cropping2D cropping(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] edges = config.edges("cropping");
        return Cropping2D.of(edges[0], edges[1], edges[2], edges[3]);
    }

    private static ResizeMethod method(Json config) throws KerasFileException {
        String name = config.text(INTERPOLATION);
        return Arrays.stream(ResizeMethod.values()).filter(method -> keras(method).equals(name)).findFirst()
                .orElseThrow(() -> new KerasFileException(
                        config.where() + ": the interpolation '" + name + "' isn't known; known are "
                                + String.join(", ", Arrays.stream(ResizeMethod.values()).map(ShapeFormats::keras)
                                        .toList())));
    }

    private static String keras(ResizeMethod method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static UpSampling2D upSampling(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        int[] size = config.pair("size");
        return UpSampling2D.of(size[0], size[1]).interpolation(method(config));
    }

    private static Fields upSamplingFields(UpSampling2D layer, String name) {
        return Terms.channelsLast(name)
                .with("size", List.of(layer.height(), layer.width()))
                .with(INTERPOLATION, keras(layer.interpolation()));
    }

    private static Resizing resizing(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        config.require("antialias", "false");
        boolean crop = config.flag("crop_to_aspect_ratio");
        boolean pad = config.flag("pad_to_aspect_ratio");
        if (pad) {
            config.require("fill_mode", "constant");
            config.require("fill_value", "0.0");
        }
        // Without effect unless 'pad_to_aspect_ratio' is true.
        config.ignore("fill_mode", "fill_value");
        return Resizing.of(config.integer("height"), config.integer("width"))
                .interpolation(method(config))
                .aspect(crop ? Aspect.CROP : pad ? Aspect.PAD : Aspect.STRETCH);
    }

    private static Fields resizingFields(Resizing layer, String name) {
        return Terms.channelsLast(name)
                .with("height", layer.height())
                .with("width", layer.width())
                .with(INTERPOLATION, keras(layer.interpolation()))
                .with("crop_to_aspect_ratio", layer.aspect() == Aspect.CROP)
                .with("pad_to_aspect_ratio", layer.aspect() == Aspect.PAD)
                .with("fill_mode", "constant")
                .with("fill_value", 0.0)
                .with("antialias", false);
    }

    private static CenterCrop centerCrop(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        return CenterCrop.of(config.integer("height"), config.integer("width"));
    }
}
