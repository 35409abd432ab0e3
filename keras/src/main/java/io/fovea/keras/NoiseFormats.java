package io.fovea.keras;

import java.util.List;

import io.fovea.layers.AlphaDropout;
import io.fovea.layers.Dropout;
import io.fovea.layers.GaussianDropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.SpatialDropout2D;

/** Keras's layers that change their input at random in training. Keras draws by a seed of its own; here it follows the training's. */
final class NoiseFormats {
    private static final String RATE = "rate";
    private static final String SEED = "seed";
    private static final String NOISE_SHAPE = "noise_shape";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of("Dropout", Dropout.class, config -> {
                config.refuse(NOISE_SHAPE);
                return Dropout.of(number(config, RATE));
            }, (layer, name) -> fields(name, RATE, layer.rate()).with(NOISE_SHAPE, Terms.NULL)),
            LayerFormat.of("SpatialDropout2D", SpatialDropout2D.class, config -> {
                Terms.requireChannelsLast(config);
                return SpatialDropout2D.of(number(config, RATE));
            }, (layer, name) -> fields(name, RATE, layer.rate()).with("data_format", "channels_last")),
            LayerFormat.of(
                    "GaussianDropout", GaussianDropout.class, config -> GaussianDropout.of(number(config, RATE)),
                    (layer, name) -> fields(name, RATE, layer.rate())),
            LayerFormat.of(
                    "GaussianNoise", GaussianNoise.class, config -> GaussianNoise.of(number(config, "stddev")),
                    (layer, name) -> fields(name, "stddev", layer.deviation())),
            LayerFormat.of("AlphaDropout", AlphaDropout.class, config -> {
                config.refuse(NOISE_SHAPE);
                return AlphaDropout.of(number(config, RATE));
            }, (layer, name) -> fields(name, RATE, layer.rate()).with(NOISE_SHAPE, Terms.NULL)));

    private NoiseFormats() {}

    private static double number(Json config, String argument) throws KerasFileException {
        config.ignore(SEED);
        return config.number(argument);
    }

    private static Fields fields(String name, String argument, double value) {
        return Fields.of(name).with(argument, value).with(SEED, Terms.NULL);
    }
}
