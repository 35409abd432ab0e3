package io.fovea.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.fovea.layers.FillMode;
import io.fovea.layers.Range;
import io.fovea.layers.ResizeMethod;

/** Arguments that Keras's augmentation layers share. Keras draws by a seed of its own; here it follows the training's. */
final class AugmentationTerms {
    /** A range of numbers, or one number for both directions. */
    static final String FACTOR = "factor";

    private static final String VALUE_RANGE = "value_range";
    private static final String FILL_MODE = "fill_mode";
    private static final String INTERPOLATION = "interpolation";
    private static final String SEED = "seed";

    private AugmentationTerms() {}

    /** Checks the arguments that all of them have. */
    static Json common(Json config) throws KerasFileException {
        Terms.requireChannelsLast(config);
        config.ignore(SEED);
        return config;
    }

    /** The arguments that all of them have; a deterministic one has no seed. */
    static Fields fields(String name) {
        return Terms.channelsLast(name).with(SEED, Terms.NULL);
    }

    /** A range: two numbers in any order, or one, of which {@code negative} says whether its opposite is the lower end, else 0. */
    static Range range(Json config, String argument, boolean negative) throws KerasFileException {
        List<Double> numbers = config.numbers(argument);
        if (numbers.size() > 2) {
            throw new KerasFileException(
                    config.where() + ": '" + argument + "' should be one number or two, but is " + numbers);
        }
        if (numbers.size() == 2) {
            return Range.of(Math.min(numbers.get(0), numbers.get(1)), Math.max(numbers.get(0), numbers.get(1)));
        }
        double size = Math.abs(numbers.getFirst());
        return negative ? Range.around(size) : Range.upTo(size);
    }

    /** The same for an argument that may be missing or null. */
    static Optional<Range> optionalRange(Json config, String argument, boolean negative) throws KerasFileException {
        Optional<JsonNode> value = config.optional(argument);
        return value.isPresent() ? Optional.of(range(config, argument, negative)) : Optional.empty();
    }

    static List<Double> list(Range range) {
        return List.of(range.low(), range.high());
    }

    /** In what the numbers of images lie. */
    static Range valueRange(Json config) throws KerasFileException {
        return optionalRange(config, VALUE_RANGE, false).orElse(Range.BYTES);
    }

    static Fields valueRange(Fields fields, Range values) {
        return fields.with(VALUE_RANGE, list(values));
    }

    static FillMode fillMode(Json config) throws KerasFileException {
        return named(config, FILL_MODE, FillMode.values());
    }

    static double fillValue(Json config) throws KerasFileException {
        return config.optional("fill_value").isPresent() ? config.number("fill_value") : 0;
    }

    static ResizeMethod interpolation(Json config) throws KerasFileException {
        return named(config, INTERPOLATION, new ResizeMethod[]{ResizeMethod.NEAREST, ResizeMethod.BILINEAR});
    }

    static Fields interpolation(Fields fields, ResizeMethod method) {
        return fields.with(INTERPOLATION, keras(method));
    }

    /** Where pixels come from in a change of places. */
    static Fields places(Fields fields, FillMode mode, ResizeMethod method, double value) {
        return interpolation(fields.with(FILL_MODE, keras(mode)), method).with("fill_value", value);
    }

    static String keras(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that an argument names. */
    static <E extends Enum<E>> E named(Json config, String argument, E[] known) throws KerasFileException {
        String name = config.text(argument);
        return Arrays.stream(known).filter(constant -> keras(constant).equals(name)).findFirst()
                .orElseThrow(() -> new KerasFileException(
                        config.where() + ": the " + argument + " '" + name + "' isn't known; known are "
                                + String.join(", ", Arrays.stream(known).map(AugmentationTerms::keras).toList())));
    }
}
