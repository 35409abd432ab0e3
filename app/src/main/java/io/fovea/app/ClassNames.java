package io.fovea.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.Samples;

/** The names of classes, and labels that are mapped to a model's order of them. */
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
     * The data with the class indices of a model, which may have the classes in another order, and more of them. Labels stay
     * as they are when either side has no names, or only numbers.
     *
     * @throws Failure when the data have a class that the model does not know
     */
    static Dataset map(Dataset data, List<String> model) {
        List<String> own = data.classNames();
        if (isUnnamed(own) || isUnnamed(model) || own.equals(model)) {
            return data;
        }
        for (String name : own) {
            if (!model.contains(name)) {
                throw new Failure(
                        "the data have the class '" + name + "', which the model does not know: the data have "
                                + own + ", the model " + model);
            }
        }
        int[] labels = IntStream.of(labels(data)).map(label -> model.indexOf(own.get(label))).toArray();
        return new Dataset(data.inputs(), List.of(new Labels(labels)), model);
    }

    /**
     * As {@link #map} for data that the model is trained on: they must have all of its classes, or the outputs of the others
     * would be trained to answer never.
     *
     * @throws Failure when data and model have other classes
     */
    static Dataset mapAll(Dataset data, List<String> model) {
        List<String> own = data.classNames();
        if (!isUnnamed(own) && !isUnnamed(model) && !new HashSet<>(own).equals(new HashSet<>(model))) {
            throw new Failure(
                    "the model has other classes than the data, so its outputs would be trained to mean something "
                            + "else: the data have " + own + ", the model " + model);
        }
        return map(data, model);
    }

    /** Whether classes have no names but their numbers, which is what a .npz file has. */
    static boolean isUnnamed(List<String> names) {
        return names.equals(complete(List.of(), names.size()));
    }
}
