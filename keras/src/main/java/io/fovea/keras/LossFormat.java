package io.fovea.keras;

import java.util.List;
import java.util.Map;

import io.fovea.losses.Loss;

/**
 * One of Keras's losses, in both directions. All of them are listed in {@link LossFormats}.
 *
 * @param className Keras's class
 * @param names other names that Keras knows it by, without underscores and in small letters
 * @param type our loss
 * @param reader makes the loss of its arguments; one that it does not ask for is refused
 * @param writer makes the arguments
 */
record LossFormat<L extends Loss>(
        String className, List<String> names, Class<L> type, Reader<L> reader, Writer<L> writer) {
    /** Makes a loss of its arguments. */
    @FunctionalInterface
    interface Reader<L> {
        /** @throws KerasFileException when an argument is not supported; the message names it */
        L read(Json config) throws KerasFileException;
    }

    /** Adds a loss's arguments. */
    @FunctionalInterface
    interface Writer<L> {
        /** Adds them to those that all losses have. */
        void write(L loss, Fields fields);
    }

    /** A loss without arguments. */
    static <L extends Loss> LossFormat<L> plain(String className, Class<L> type, L loss, String... names) {
        return new LossFormat<>(className, List.of(names), type, config -> loss, (l, fields) -> {});
    }

    Map<String, Object> write(Loss loss, String name, String reduction) {
        Fields fields = Fields.empty().with("name", name).with("reduction", reduction);
        writer.write(type.cast(loss), fields);
        return Terms.keras("keras.losses", className, fields.toMap());
    }
}
