package io.fovea.loop;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.optimizers.Optimizer;
import io.fovea.training.FitOptions;

/**
 * What a training comes to depends on, in words, so that a resumed one can be told from another one. The number of epochs is
 * not among it: one can go on for longer.
 */
final class TrainingSettings {
    /** Samples that are looked at to know data again, spread over all of them. */
    private static final int LOOKED_AT = 64;

    /** An object that says nothing of itself says a number that is another one in each process. */
    private static final Pattern IDENTITY = Pattern.compile("(/0x\\p{XDigit}+)?@\\p{XDigit}+");

    private static final String NONE = "none";

    private TrainingSettings() {}

    /** The settings by name. */
    static Map<String, String> of(
            Network network, Objective objective, Optimizer optimizer, Dataset data, FitOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Node node : network.topology().nodes()) {
            String layer = node.layer() instanceof Record ? words(node.layer()) : node.layer().getClass().getName();
            settings.merge("layer " + network.topology().name(node.layer()),
                    layer + " " + network.topology().shape(node),
                    (first, second) -> first + " and " + second);
        }
        settings.put(
                "optimizer", optimizer instanceof Record
                        ? words(optimizer)
                        : optimizer.name() + ", learning rate " + optimizer.learningRate());
        String frozen = String.join(", ", network.topology().layers().stream()
                .flatMap(layer -> frozen(network, layer)).toList());
        settings.put("frozen layers", frozen.isEmpty() ? NONE : frozen);
        settings.put("losses", words(objective.losses()));
        settings.put("metrics", words(objective.metrics()));
        if (objective.outputs().size() > 1) {
            settings.put("outputs", words(objective.outputs()));
        }
        if (!options.classWeights().isEmpty()) {
            settings.put("class weights", options.classWeights().toString());
        }
        settings.put("batch", Integer.toString(options.batch()));
        settings.put("shuffle", Boolean.toString(options.shuffle()));
        settings.put("seed", Long.toString(options.seed()));
        settings.put("convolutions", network.direct() ? "direct" : "fastest");
        settings.put("data", data(data));
        settings.put("validation data", options.validation().map(TrainingSettings::data).orElse(NONE));
        options.checkpoints().ifPresent(checkpoints -> settings.putAll(checkpoints.about()));
        return settings;
    }

    /** The layer's name, or of a layer that is frozen in part the names of its frozen weights. */
    private static Stream<String> frozen(Network network, Layer layer) {
        String name = network.topology().name(layer);
        return network.trainable(layer)
                ? network.weights(layer).stream()
                        .filter(weight -> !network.trainable(layer, weight))
                        .map(weight -> name + "/" + weight.name())
                : Stream.of(name);
    }

    private static String words(Object described) {
        return IDENTITY.matcher(String.valueOf(described)).replaceAll("");
    }

    private static String data(Dataset data) {
        List<Samples> parts = new ArrayList<>(data.inputs());
        parts.addAll(data.targets());
        CRC32C checksum = new CRC32C();
        StringBuilder shapes = new StringBuilder();
        for (Samples part : parts) {
            shapes.append(part.shape()).append(' ');
            float[] sample = new float[part.shape().size()];
            ByteBuffer bytes = ByteBuffer.allocate(sample.length * Float.BYTES);
            int looks = Math.min(LOOKED_AT, part.size());
            for (int i = 0; i < looks; i++) {
                part.read((int) ((long) i * part.size() / looks), sample, 0);
                bytes.clear().asFloatBuffer().put(sample);
                checksum.update(bytes);
            }
        }
        for (float weight : data.sampleWeights()) {
            checksum.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, weight));
        }
        return data.size() + " samples of " + shapes + "with CRC-32C " + Long.toHexString(checksum.getValue()) + " of "
                + Math.min(LOOKED_AT, data.size());
    }

    /** What differs, each as {@code batch was 10, now 20}. */
    static List<String> differences(Map<String, String> was, Map<String, String> now) {
        Set<String> names = new LinkedHashSet<>(was.keySet());
        names.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = was.getOrDefault(name, NONE);
            String after = now.getOrDefault(name, NONE);
            if (!before.equals(after)) {
                differences.add(name + " was " + before + ", now " + after);
            }
        }
        return differences;
    }
}
