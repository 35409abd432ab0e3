package io.fovea.keras;

import java.util.Optional;

/** Arguments that may be missing, as in Keras's short names, which stand for all defaults. */
final class Arguments {
    private Arguments() {}

    static double number(Json config, String field, double other) throws KerasFileException {
        return config.optional(field).isPresent() ? config.number(field) : other;
    }

    static boolean flag(Json config, String field) throws KerasFileException {
        return flag(config, field, false);
    }

    static boolean flag(Json config, String field, boolean other) throws KerasFileException {
        return config.optional(field).isPresent() ? config.flag(field) : other;
    }

    static int integer(Json config, String field, int other) throws KerasFileException {
        return config.optional(field).isPresent() ? config.integer(field) : other;
    }

    static Optional<Integer> integer(Json config, String field) throws KerasFileException {
        return config.optional(field).isPresent() ? Optional.of(config.integer(field)) : Optional.empty();
    }

    static String text(Json config, String field, String other) throws KerasFileException {
        return config.optional(field).isPresent() ? config.text(field) : other;
    }

    /** Null where there is none. */
    static Object orNull(Optional<?> value) {
        return value.isPresent() ? value.get() : Terms.NULL;
    }
}
