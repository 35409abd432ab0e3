package io.fovea.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.Samples;

/** The names of classes, and labels that follow them. */
final class ClassNames {
    private ClassNames() {}

    /** The class index of each sample. */
    static int[] labels(Dataset data) {
        Samples targets = data.labels();
        float[] target = new float[targets.shape().size()];
        int[] labels = new int[targets.size()];
        for (int i = 0; i < labels.length; i++) {
            targets.read(i, target, 0);
            labels[i] = (int) target[0];
        }
        return labels;
    }

    /** How many classes data have: those that are named, or up to the greatest label. */
    static int count(Dataset data) {
        return data.classNames().isEmpty()
                ? IntStream.of(labels(data)).max().orElse(-1) + 1
                : data.classNames().size();
    }

    /** {@code count} names: the given ones, and numbers for those that are missing. */
    static List<String> complete(List<String> names, int count) {
        List<String> all = new ArrayList<>(names);
        for (int i = names.size(); i < count; i++) {
            all.add(Integer.toString(i));
        }
        return List.copyOf(all);
    }

    /**
     * The same data with the class indices that {@code names} says: a folder that holds only some of a model's classes, or
     * in another order, is labelled as the model was. Unchanged when either side has no names.
     *
     * @throws Failure when the data have a class that is not among the names
     */
    static Dataset follow(Dataset data, List<String> names) {
        List<String> own = data.classNames();
        if (own.isEmpty() || names.isEmpty() || own.equals(names)) {
            return data;
        }
        for (String name : own) {
            if (!names.contains(name)) {
                throw new Failure("the data have the class '" + name + "', but the model knows " + names);
            }
        }
        int[] labels = IntStream.of(labels(data)).map(label -> names.indexOf(own.get(label))).toArray();
        return new Dataset(data.inputs(), List.of(new Labels(labels)), names);
    }
}
