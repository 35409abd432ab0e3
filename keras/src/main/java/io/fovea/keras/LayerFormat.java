package io.fovea.keras;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.fovea.layers.Layer;

/**
 * One of Keras's layer classes, in both directions: reads its {@code config} and writes it. All of them are listed in {@link
 * LayerFormats}.
 *
 * @param className Keras's class
 * @param type our layer
 * @param writes which layers of the type are written as this class; others have another class or none
 * @param listsInputs whether a call takes its inputs as one list, as merging layers do
 * @param axes which axes a class may work along
 * @param reader makes the layer of its arguments, without its name; an argument that it does not ask for is refused
 * @param writer makes the {@code config} of a layer
 * @param registered the name by which a class that is not Keras's is registered
 */
record LayerFormat<L extends Layer>(
        String className, Class<L> type, Predicate<L> writes, boolean listsInputs, AxisRule axes, Reader<L> reader,
        Writer<L> writer, Optional<String> registered) {
    /** Makes a layer of its arguments. */
    @FunctionalInterface
    interface Reader<L> {
        /** @throws KerasFileException when an argument is missing or not supported; the message names it */
        L read(Json config) throws KerasFileException;
    }

    /** Makes the arguments of a layer. */
    @FunctionalInterface
    interface Writer<L> {
        /** @throws KerasFileException when Keras has no name for something that the layer is set to */
        Fields write(L layer, String name) throws KerasFileException;
    }

    /** A class that every layer of {@code type} is written as. */
    static <L extends Layer> LayerFormat<L> of(String className, Class<L> type, Reader<L> reader, Writer<L> writer) {
        return new LayerFormat<>(className, type, layer -> true, false, AxisRule.LAST, reader, writer,
                Optional.empty());
    }

    /** For the layers of the type that {@code which} holds for. */
    LayerFormat<L> only(Predicate<L> which) {
        return new LayerFormat<>(className, type, which, listsInputs, axes, reader, writer, registered);
    }

    /** For a layer that takes its inputs as one list. */
    LayerFormat<L> listingInputs() {
        return new LayerFormat<>(className, type, writes, true, axes, reader, writer, registered);
    }

    /** For a layer that may work along these axes; default the last one. */
    LayerFormat<L> along(AxisRule rule) {
        return new LayerFormat<>(className, type, writes, listsInputs, rule, reader, writer, registered);
    }

    /** For a layer that Keras does not have: a class of the package {@code fovea}, which the file of extras defines. */
    LayerFormat<L> extra() {
        return new LayerFormat<>(
                className, type, writes, listsInputs, axes, reader, writer, Optional.of("fovea>" + className));
    }

    /** Whether a layer is written as this class. */
    boolean fits(Layer layer) {
        return type.isInstance(layer) && writes.test(type.cast(layer));
    }

    /** The object of a layer that {@link #fits} and reads feature maps. */
    Map<String, Object> write(Layer layer, String name, boolean trainable) throws KerasFileException {
        return write(layer, name, trainable, 3);
    }

    /**
     * The object of a layer that {@link #fits}.
     *
     * @param rank dimensions of a sample that it reads
     */
    Map<String, Object> write(Layer layer, String name, boolean trainable, int rank) throws KerasFileException {
        Fields fields = writer.write(type.cast(layer), name).axes(rank);
        Map<String, Object> object = Terms.keras(
                registered.isEmpty() ? "keras.layers" : "fovea_extras", className,
                (trainable ? fields : fields.frozen()).toMap());
        registered.ifPresent(own -> object.put("registered_name", own));
        return object;
    }
}
