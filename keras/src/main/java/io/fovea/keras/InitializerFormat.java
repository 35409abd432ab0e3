package io.fovea.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.fovea.initializers.Constant;
import io.fovea.initializers.Identity;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.Orthogonal;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.TruncatedNormal;
import io.fovea.initializers.VarianceScaling;
import io.fovea.initializers.VarianceScaling.Distribution;
import io.fovea.initializers.VarianceScaling.Fan;

/**
 * An initializer of Keras in both directions; {@code ALL} has one entry a class. Their seeds are written as null, and are not read: our numbers follow
 * the seed of the model.
 *
 * @param className Keras's class
 * @param writes which initializers are written as this class
 * @param reader makes the initializer of its arguments
 * @param writer adds the arguments to the object
 */
record InitializerFormat(
        String className, Predicate<Initializer> writes, Reader reader, Writer writer) {
    /** Makes an initializer of its arguments. */
    @FunctionalInterface
    interface Reader {
        Initializer read(Json config) throws KerasFileException;
    }

    /** Makes the arguments of an initializer that the entry {@code writes}. */
    @FunctionalInterface
    interface Writer {
        void write(Initializer initializer, Map<String, Object> config);
    }

    private static final Map<Fan, String> MODES = Map.of(Fan.IN, "fan_in", Fan.OUT, "fan_out", Fan.AVERAGE, "fan_avg");

    /** An initializer is written as the first class that fits. */
    private static final List<InitializerFormat> ALL = List.of(
            fixed("Zeros", Constant.ZEROS),
            fixed("Ones", Constant.ONES),
            new InitializerFormat(
                    "Constant", Constant.class::isInstance, config -> new Constant(config.number("value")),
                    (initializer, config) -> config.put("value", ((Constant) initializer).value())),
            new InitializerFormat(
                    "RandomNormal", RandomNormal.class::isInstance,
                    config -> new RandomNormal(config.number("mean"), config.number("stddev")),
                    (initializer, config) -> normal(
                            ((RandomNormal) initializer).mean(), ((RandomNormal) initializer).deviation(), config)),
            new InitializerFormat(
                    "TruncatedNormal", TruncatedNormal.class::isInstance,
                    config -> new TruncatedNormal(config.number("mean"), config.number("stddev")),
                    (initializer, config) -> normal(
                            ((TruncatedNormal) initializer).mean(), ((TruncatedNormal) initializer).deviation(),
                            config)),
            new InitializerFormat(
                    "RandomUniform", RandomUniform.class::isInstance,
                    config -> new RandomUniform(config.number("minval"), config.number("maxval")),
                    (initializer, config) -> {
                        config.put("minval", ((RandomUniform) initializer).low());
                        config.put("maxval", ((RandomUniform) initializer).high());
                        config.put("seed", Terms.NULL);
                    }),
            scaling("GlorotUniform", VarianceScaling.GLOROT_UNIFORM),
            scaling("GlorotNormal", VarianceScaling.GLOROT_NORMAL),
            scaling("HeUniform", VarianceScaling.HE_UNIFORM),
            scaling("HeNormal", VarianceScaling.HE_NORMAL),
            scaling("LecunUniform", VarianceScaling.LECUN_UNIFORM),
            scaling("LecunNormal", VarianceScaling.LECUN_NORMAL),
            new InitializerFormat(
                    "VarianceScaling", VarianceScaling.class::isInstance, InitializerFormat::varianceScaling,
                    (initializer, config) -> writeScaling((VarianceScaling) initializer, config)),
            new InitializerFormat(
                    "Orthogonal", Orthogonal.class::isInstance, config -> new Orthogonal(config.number("gain")),
                    (initializer, config) -> {
                        config.put("seed", Terms.NULL);
                        config.put("gain", ((Orthogonal) initializer).gain());
                    }),
            // Keras reads a gain and does not write it.
            new InitializerFormat(
                    "Identity", Identity.class::isInstance,
                    config -> new Identity(config.optional("gain").isPresent() ? config.number("gain") : 1),
                    (initializer, config) -> config.put("gain", ((Identity) initializer).gain())));

    private static InitializerFormat fixed(String className, Initializer only) {
        return new InitializerFormat(className, only::equals, config -> only, (initializer, config) -> {});
    }

    private static InitializerFormat scaling(String className, VarianceScaling only) {
        return new InitializerFormat(className, only::equals, config -> {
            refuseAxes(config);
            return only;
        }, (initializer, config) -> writeSeedAndAxes(config));
    }

    private static void normal(double mean, double deviation, Map<String, Object> config) {
        config.put("mean", mean);
        config.put("stddev", deviation);
        config.put("seed", Terms.NULL);
    }

    private static void refuseAxes(Json config) throws KerasFileException {
        config.refuse("input_axes");
        config.refuse("output_axes");
    }

    private static void writeSeedAndAxes(Map<String, Object> config) {
        config.put("seed", Terms.NULL);
    }

    private static VarianceScaling varianceScaling(Json config) throws KerasFileException {
        refuseAxes(config);
        String mode = config.text("mode");
        Fan fan = MODES.entrySet().stream().filter(e -> e.getValue().equals(mode)).map(Map.Entry::getKey).findFirst()
                .orElseThrow(() -> new KerasFileException(
                        config.where() + ": the mode '" + mode + "' isn't known; known are fan_in, fan_out, fan_avg"));
        Distribution distribution = switch (config.text("distribution")) {
            case "uniform" -> Distribution.UNIFORM;
            // Keras's old name of the truncated one.
            case "truncated_normal", "normal" -> Distribution.TRUNCATED_NORMAL;
            case "untruncated_normal" -> Distribution.UNTRUNCATED_NORMAL;
            default -> throw new KerasFileException(
                    config.where() + ": the distribution '" + config.text("distribution")
                            + "' isn't known; known are uniform, truncated_normal, untruncated_normal");
        };
        return new VarianceScaling(config.number("scale"), fan, distribution);
    }

    private static void writeScaling(VarianceScaling scaling, Map<String, Object> config) {
        config.put("scale", scaling.scale());
        config.put("mode", MODES.get(scaling.fan()));
        config.put("distribution", scaling.distribution().name().toLowerCase(Locale.ROOT));
        writeSeedAndAxes(config);
    }

    /** The initializer of an object with {@code class_name} and {@code config}; empty for a class that isn't known. */
    static Optional<Initializer> read(Json object) throws KerasFileException {
        String name = object.text("class_name");
        for (InitializerFormat format : ALL) {
            if (format.className.equals(name)) {
                return Optional.of(format.reader.read(object.object("config")));
            }
        }
        return Optional.empty();
    }

    /**
     * The object of an initializer. One that Keras lacks is written as Keras's default: a file holds the weights, so an initializer
     * matters only to who makes new ones.
     */
    static Map<String, Object> write(Initializer initializer) {
        for (InitializerFormat format : ALL) {
            if (format.writes.test(initializer)) {
                Map<String, Object> config = new LinkedHashMap<>();
                format.writer.write(initializer, config);
                return Terms.keras("keras.initializers", format.className, config);
            }
        }
        return write(VarianceScaling.GLOROT_UNIFORM);
    }
}
