package io.fovea.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.description.Check;

/** Weights of classes, for data in which some classes are rare. */
public final class ClassWeights {
    private ClassWeights() {}

    /**
     * Weights with which all classes count alike: {@code samples / (classes * samples of the class)}, the mean over the samples being 1.
     *
     * <p>Example: of 90 cats and 10 dogs a cat counts 0.56 and a dog 5.
     *
     * @param data with class indices, or one number for each class, as the only target
     */
    public static Map<Integer, Double> balanced(Dataset data) {
        Map<Integer, Integer> counts = new TreeMap<>();
        Samples labels = only(data);
        float[] label = new float[labels.shape().size()];
        for (int i = 0; i < labels.size(); i++) {
            labels.read(i, label, 0);
            counts.merge(classOf(label), 1, Integer::sum);
        }
        Map<Integer, Double> weights = new TreeMap<>();
        counts.forEach((id, count) -> weights.put(id, labels.size() / ((double) counts.size() * count)));
        return weights;
    }

    /**
     * What each sample counts: its own weight times that of its class.
     *
     * @param byClass by class index; empty: 1 each
     * @return empty when all count 1
     * @throws IllegalArgumentException when there are weights of classes, but several targets
     */
    public static double[] ofSamples(Dataset data, Map<Integer, Double> byClass) {
        float[] own = data.sampleWeights();
        if (own.length == 0 && byClass.isEmpty()) {
            return new double[0];
        }
        double[] weights = new double[data.size()];
        float[] label = new float[byClass.isEmpty() ? 0 : only(data).shape().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = own.length == 0 ? 1 : own[i];
            if (!byClass.isEmpty()) {
                data.labels().read(i, label, 0);
                weights[i] *= byClass.getOrDefault(classOf(label), 1.0);
            }
        }
        return weights;
    }

    private static Samples only(Dataset data) {
        if (data.targets().size() != 1) {
            throw new IllegalArgumentException(
                    "weights of classes are for data with one target, but these have " + data.targets().size()
                            + "; use Dataset.sampleWeights");
        }
        return data.labels();
    }

    private static int classOf(float[] label) {
        int best = 0;
        for (int k = 1; k < label.length; k++) {
            best = label[k] > label[best] ? k : best;
        }
        return label.length == 1 ? (int) label[0] : best;
    }

    static Map<Integer, Double> check(Map<Integer, Double> weights) {
        Check check = Check.of("FitOptions").present("classWeights", weights);
        weights.forEach((id, weight) -> check.check(id >= 0, "classWeights", "of classes 0 or more", id)
                .finite("classWeights", weight));
        return Collections.unmodifiableMap(new TreeMap<>(weights));
    }
}
