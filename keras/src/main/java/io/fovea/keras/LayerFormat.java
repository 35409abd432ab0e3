package io.fovea.keras;

import java.util.Map;
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
 */
record LayerFormat<L extends Layer>(
        String className, Class<L> type, Predicate<L> writes, boolean listsInputs, AxisRule axes, Reader<L> reader,
        Writer<L> writer) {
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
        return new LayerFormat<>(className, type, layer -> true, false, AxisRule.LAST, reader, writer);
    }

    /** For the layers of the type that {@code which} holds for. */
    LayerFormat<L> only(Predicate<L> which) {
        return new LayerFormat<>(className, type, which, listsInputs, axes, reader, writer);
    }

    /** For a layer that takes its inputs as one list. */
    LayerFormat<L> listingInputs() {
        return new LayerFormat<>(className, type, writes, true, axes, reader, writer);
    }

    /** For a layer that may work along these axes; default the last one. */
    LayerFormat<L> along(AxisRule rule) {
        return new LayerFormat<>(className, type, writes, listsInputs, rule, reader, writer);
    }

    /** Whether a layer is written as this class. */
    boolean fits(Layer layer) {
        return type.isInstance(layer) && writes.test(type.cast(layer));
    }

    /** The object of a layer that {@link #fits}. */
    Map<String, Object> write(Layer layer, String name, boolean trainable) throws KerasFileException {
        Fields fields = writer.write(type.cast(layer), name);
        return Terms.keras("keras.layers", className, (trainable ? fields : fields.frozen()).toMap());
    }
}
