package io.fovea.keras;

/**
 * One of Keras's classes that is no layer, in both directions.
 *
 * @param className Keras's class
 * @param type our class
 * @param reader makes the object of its arguments; an argument that it does not ask for is refused
 * @param writer makes the {@code config} of an object
 */
record ObjectFormat<T>(String className, Class<T> type, Reader<T> reader, Writer<T> writer) {
    /** Makes an object of its arguments. */
    @FunctionalInterface
    interface Reader<T> {
        /** @throws KerasFileException when an argument is missing or not supported; the message names it */
        T read(Json config) throws KerasFileException;
    }

    /** Makes the arguments of an object. */
    @FunctionalInterface
    interface Writer<T> {
        /** @throws KerasFileException when Keras has no name for something that the object is set to */
        Fields write(T object) throws KerasFileException;
    }

    static <T> ObjectFormat<T> of(String className, Class<T> type, Reader<T> reader, Writer<T> writer) {
        return new ObjectFormat<>(className, type, reader, writer);
    }

    Fields fields(Object object) throws KerasFileException {
        return writer.write(type.cast(object));
    }
}
