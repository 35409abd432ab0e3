package io.fovea.keras;

import java.util.List;
import java.util.Map;

/**
 * A registry of Keras's classes of one kind, such as optimizers.
 *
 * @param what such an object is called in messages: {@code the optimizer}
 * @param module Keras's module
 * @param all the classes that are known
 */
record ObjectFormats<T>(String what, String module, List<ObjectFormat<? extends T>> all) {
    /**
     * The object of an object with {@code class_name} and {@code config}.
     *
     * @throws KerasFileException when the class or an argument isn't known; the message names it
     */
    T read(Json object) throws KerasFileException {
        String kind = object.text("class_name");
        String where = object.where() + ": " + what + " " + kind;
        for (ObjectFormat<? extends T> format : all) {
            if (format.className().equals(kind)) {
                Json config = new Json(where, object.object("config").node());
                config.ignore("name");
                try {
                    T read = format.reader().read(config);
                    config.refuseUnread();
                    return read;
                } catch (IllegalArgumentException e) {
                    // That of a regular expression shows it in lines of their own.
                    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                    throw new KerasFileException(config.where() + ": " + reason, e);
                }
            }
        }
        throw new KerasFileException(where + " isn't known; known are "
                + String.join(", ", all.stream().map(ObjectFormat::className).sorted().toList()));
    }

    /**
     * Keras's object.
     *
     * @throws KerasFileException when Keras has no such thing
     */
    Map<String, Object> write(T object) throws KerasFileException {
        for (ObjectFormat<? extends T> format : all) {
            if (format.type().isInstance(object)) {
                return Terms.keras(module, format.className(), format.fields(object).toMap());
            }
        }
        throw new KerasFileException(what + " " + object + " is none of Keras's");
    }
}
