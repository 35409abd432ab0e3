package io.fovea.keras;

import static io.fovea.keras.AugmentationTerms.FACTOR;
import static io.fovea.keras.AugmentationTerms.common;
import static io.fovea.keras.AugmentationTerms.fields;
import static io.fovea.keras.AugmentationTerms.fillMode;
import static io.fovea.keras.AugmentationTerms.fillValue;
import static io.fovea.keras.AugmentationTerms.interpolation;
import static io.fovea.keras.AugmentationTerms.keras;
import static io.fovea.keras.AugmentationTerms.list;
import static io.fovea.keras.AugmentationTerms.named;
import static io.fovea.keras.AugmentationTerms.optionalRange;
import static io.fovea.keras.AugmentationTerms.places;
import static io.fovea.keras.AugmentationTerms.range;
import static io.fovea.keras.AugmentationTerms.valueRange;

import java.util.List;
import java.util.Optional;

import io.fovea.layers.CutMix;
import io.fovea.layers.MixUp;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomElasticTransform;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomPerspective;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;

/** Keras's layers that move, cover or mix pixels at random in training. */
final class PlaceFormats {
    private static final String HEIGHT_FACTOR = "height_factor";
    private static final String WIDTH_FACTOR = "width_factor";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "RandomFlip", RandomFlip.class,
                    config -> RandomFlip.of(named(common(config), "mode", RandomFlip.Mode.values())),
                    (layer, name) -> fields(name).with("mode", keras(layer.mode()))),
            LayerFormat.of(
                    "RandomCrop", RandomCrop.class,
                    config -> RandomCrop.of(common(config).integer("height"), config.integer("width")),
                    (layer, name) -> fields(name).with("height", layer.height()).with("width", layer.width()))
                    .only(layer -> layer.padding() == 0),
            LayerFormat.of(
                    "RandomTranslation", RandomTranslation.class,
                    config -> RandomTranslation
                            .of(range(common(config), HEIGHT_FACTOR, true), range(config, WIDTH_FACTOR, true))
                            .fillMode(fillMode(config)).interpolation(interpolation(config))
                            .fillValue(fillValue(config)),
                    (layer, name) -> places(
                            fields(name).with(HEIGHT_FACTOR, list(layer.heightFactor()))
                                    .with(WIDTH_FACTOR, list(layer.widthFactor())),
                            layer.fillMode(), layer.interpolation(), layer.fillValue())),
            LayerFormat.of(
                    "RandomRotation", RandomRotation.class,
                    config -> RandomRotation.of(range(common(config), FACTOR, true))
                            .fillMode(fillMode(config)).interpolation(interpolation(config))
                            .fillValue(fillValue(config)),
                    (layer, name) -> places(
                            fields(name).with(FACTOR, list(layer.factor())), layer.fillMode(), layer.interpolation(),
                            layer.fillValue())),
            LayerFormat.of("RandomZoom", RandomZoom.class, PlaceFormats::zoom, (layer, name) -> places(
                    fields(name).with(HEIGHT_FACTOR, list(layer.heightFactor()))
                            .with(WIDTH_FACTOR, layer.together() ? Terms.NULL : list(layer.widthFactor())),
                    layer.fillMode(), layer.interpolation(), layer.fillValue())),
            LayerFormat.of(
                    "RandomShear", RandomShear.class,
                    config -> RandomShear.of(range(common(config), "x_factor", true), range(config, "y_factor", true))
                            .fillMode(fillMode(config)).interpolation(interpolation(config))
                            .fillValue(fillValue(config)),
                    (layer, name) -> places(
                            fields(name).with("x_factor", shear(name, layer.xFactor()))
                                    .with("y_factor", shear(name, layer.yFactor())),
                            layer.fillMode(), layer.interpolation(), layer.fillValue())),
            LayerFormat.of(
                    "RandomPerspective", RandomPerspective.class,
                    config -> RandomPerspective.of(range(common(config), FACTOR, false)).scale(config.number("scale"))
                            .interpolation(interpolation(config)).fillValue(fillValue(config)),
                    (layer, name) -> interpolation(
                            fields(name).with(FACTOR, list(layer.factor())).with("scale", layer.scale()),
                            layer.interpolation()).with("fill_value", layer.fillValue())),
            LayerFormat.of(
                    "RandomElasticTransform", RandomElasticTransform.class,
                    config -> RandomElasticTransform
                            .of(range(common(config), FACTOR, false), range(config, "scale", false))
                            .fillMode(fillMode(config)).interpolation(interpolation(config))
                            .fillValue(fillValue(config)).valueRange(valueRange(config)),
                    (layer, name) -> valueRange(
                            places(
                                    fields(name).with(FACTOR, list(layer.factor())).with("scale", list(layer.scale())),
                                    layer.fillMode(), layer.interpolation(), layer.fillValue()),
                            layer.valueRange())),
            LayerFormat.of(
                    "RandomErasing", RandomErasing.class, PlaceFormats::erasing,
                    (layer, name) -> valueRange(
                            fields(name).with(FACTOR, list(layer.factor())).with("scale", list(layer.scale()))
                                    .with("fill_value", fill(layer)),
                            layer.valueRange())),
            LayerFormat.of(
                    "MixUp", MixUp.class, config -> MixUp.of(common(config).number("alpha")),
                    (layer, name) -> fields(name).with("alpha", layer.alpha())),
            LayerFormat.of(
                    "CutMix", CutMix.class, config -> CutMix.of(range(common(config), FACTOR, false)),
                    (layer, name) -> fields(name).with(FACTOR, list(layer.factor()))));

    private PlaceFormats() {}

    private static RandomZoom zoom(Json config) throws KerasFileException {
        Range height = range(common(config), HEIGHT_FACTOR, true);
        Optional<Range> width = optionalRange(config, WIDTH_FACTOR, true);
        return width.map(own -> RandomZoom.of(height, own)).orElseGet(() -> RandomZoom.of(height))
                .fillMode(fillMode(config)).interpolation(interpolation(config)).fillValue(fillValue(config));
    }

    /** Keras takes no negative end, but a number stands for both directions. */
    private static Object shear(String name, Range range) throws KerasFileException {
        if (range.low() == -range.high()) {
            return range.high();
        }
        if (range.low() < 0) {
            throw new KerasFileException(
                    "layer " + name
                            + ": Keras's RandomShear takes factors from 0 on, or as far to one side as to the other, "
                            + "but one is " + range);
        }
        return list(range);
    }

    private static RandomErasing erasing(Json config) throws KerasFileException {
        RandomErasing layer = RandomErasing.of(range(common(config), FACTOR, false))
                .scale(range(config, "scale", false)).valueRange(valueRange(config));
        if (config.optional("fill_value").isEmpty()) {
            return layer;
        }
        List<Double> fill = config.numbers("fill_value");
        if (fill.size() == 1) {
            return layer.fillValue(fill.getFirst());
        }
        if (fill.size() != 3) {
            throw new KerasFileException(config.where() + ": 'fill_value' should be 1 or 3 numbers, but is " + fill);
        }
        return layer.fillValue(fill.get(0), fill.get(1), fill.get(2));
    }

    private static Object fill(RandomErasing layer) {
        return layer.fill().isEmpty() ? Terms.NULL : layer.fill().size() == 1 ? layer.fill().getFirst() : layer.fill();
    }
}
