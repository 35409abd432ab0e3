package io.fovea.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.fovea.Model;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;

/**
 * Finds the arrays of a file that are a model's weights: by their names, {@code conv2d/kernel}, or, where none of the names is
 * one of the model's, in the order of Keras's {@code model.get_weights()}. In both cases all shapes must be equal.
 */
final class WeightMatch {
    private static final int MOST_SHOWN = 20;

    /** Endings of the names in files of PyTorch, whose weights have other orders of axes. */
    private static final List<String> PYTORCH = List.of(".weight", ".bias", ".running_mean", ".running_var");

    private final List<Slot> slots = new ArrayList<>();

    /** A weight of the model with its name in files. */
    record Slot(Layer layer, Weight weight, String name) {}

    /** @param layers the model's layers in Keras's order */
    WeightMatch(Model model, List<Layer> layers) {
        for (Layer layer : layers) {
            for (Weight weight : model.weights(layer)) {
                slots.add(new Slot(layer, weight, model.layerName(layer) + "/" + weight.name()));
            }
        }
    }

    /** The weights in Keras's order. */
    List<Slot> slots() {
        return slots;
    }

    /**
     * The name in the file of each weight.
     *
     * @throws KerasFileException when the arrays are not this model's; the message lists what is expected and what is there
     */
    List<String> match(ArraySource file) throws KerasFileException {
        List<String> names = ordered(file.names());
        List<String> own = slots.stream().map(Slot::name).toList();
        Set<String> common = new HashSet<>(names);
        common.retainAll(own);
        if (common.isEmpty() && names.stream().anyMatch(n -> PYTORCH.stream().anyMatch(n::endsWith))) {
            throw new KerasFileException(
                    "its arrays have PyTorch's names, and so PyTorch's order of axes, which is not guessed: save them with the "
                            + "names and axes of Keras; " + listed(file, names));
        }
        List<String> chosen = common.isEmpty() ? names : own;
        if (names.size() != slots.size() || !new HashSet<>(names).containsAll(chosen)) {
            throw new KerasFileException("its arrays are not the model's weights; " + listed(file, names));
        }
        for (int i = 0; i < slots.size(); i++) {
            if (!Arrays.equals(slots.get(i).weight().shape().toArray(), file.shape(chosen.get(i)))) {
                throw new KerasFileException(
                        slots.get(i).name() + " should have the shape " + slots.get(i).weight().shape() + ", but "
                                + chosen.get(i) + " has " + Arrays.toString(file.shape(chosen.get(i))) + "; "
                                + listed(file, names));
            }
        }
        return chosen;
    }

    /** NumPy's names for arrays without one, arr_0 to arr_10, are sorted by their numbers. */
    private static List<String> ordered(List<String> names) {
        Set<String> all = new HashSet<>(names);
        List<String> numbered = IntStream.range(0, names.size()).mapToObj(i -> "arr_" + i).toList();
        return all.containsAll(numbered) ? numbered : names;
    }

    private String listed(ArraySource file, List<String> names) throws KerasFileException {
        List<String> found = new ArrayList<>();
        for (String name : names.subList(0, Math.min(MOST_SHOWN, names.size()))) {
            found.add(name + " " + Arrays.toString(file.shape(name)));
        }
        List<String> expected =
                slots.stream().limit(MOST_SHOWN).map(slot -> slot.name() + " " + slot.weight().shape()).toList();
        return "expected " + slots.size() + ": " + String.join(", ", expected)
                + (slots.size() > MOST_SHOWN ? ", …" : "")
                + "; found " + names.size() + ": " + String.join(", ", found)
                + (names.size() > MOST_SHOWN ? ", …" : "");
    }
}
