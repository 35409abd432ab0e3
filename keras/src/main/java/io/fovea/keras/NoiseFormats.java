package io.fovea.keras;

import java.util.Arrays;
import java.util.List;

import io.fovea.layers.AlphaDropout;
import io.fovea.layers.Dropout;
import io.fovea.layers.GaussianDropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.Layer;
import io.fovea.layers.SpatialDropout2D;
import io.fovea.layers.StochasticDepth;

/** Keras's layers that change their input at random in training. Keras draws by a seed of its own; here it follows the training's. */
final class NoiseFormats {
    private static final String RATE = "rate";
    private static final String SEED = "seed";
    private static final String NOISE_SHAPE = "noise_shape";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of("Dropout", Layer.class, NoiseFormats::dropout, NoiseFormats::dropoutFields)
                    .only(layer -> layer instanceof Dropout || layer instanceof StochasticDepth),
            LayerFormat.of("SpatialDropout2D", SpatialDropout2D.class, config -> {
                Terms.requireChannelsLast(config);
                return SpatialDropout2D.of(number(config, RATE));
            }, (layer, name) -> fields(name, RATE, layer.rate()).with("data_format", "channels_last")
                    // Keras's class does not take it.
                    .without("trainable")),
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

    /** With a noise shape of 1 along all axes but the batch, whole samples are dropped. */
    private static Layer dropout(Json config) throws KerasFileException {
        double rate = number(config, RATE);
        if (config.optional(NOISE_SHAPE).isEmpty()) {
            return Dropout.of(rate);
        }
        config.require(NOISE_SHAPE, "[null,1,1,1]");
        return StochasticDepth.of(rate);
    }

    private static Fields dropoutFields(Layer layer, String name) {
        return layer instanceof StochasticDepth depth
                ? fields(name, RATE, depth.rate()).with(NOISE_SHAPE, Arrays.asList(null, 1, 1, 1))
                : fields(name, RATE, ((Dropout) layer).rate()).with(NOISE_SHAPE, Terms.NULL);
    }

    private static double number(Json config, String argument) throws KerasFileException {
        config.ignore(SEED);
        return config.number(argument);
    }

    private static Fields fields(String name, String argument, double value) {
        return Fields.of(name).with(argument, value).with(SEED, Terms.NULL);
    }
}
