package io.fovea.keras;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.Model;
import io.fovea.layers.Weight;

/**
 * A whole model in one HDF5 file, as Keras 2 writes it and Keras 3 does for a name that ends in {@code .h5}: the architecture in the
 * attribute {@code model_config}, how it was compiled in {@code training_config}, the weights by the names of the layers in {@code
 * model_weights}, and the optimizer's variables in {@code optimizer_weights}.
 */
final class LegacyFile implements WeightPaths {
    private static final String WEIGHTS = "model_weights";
    private static final String OPTIMIZER = "optimizer_weights";

    private final LegacyHdf5 reader;
    private final Map<Place, List<String>> weights = new HashMap<>();
    private List<String> states = List.of();

    LegacyFile(LegacyHdf5 reader) {
        this.reader = reader;
    }

    /** The architecture, as in {@code config.json}, with a {@code compile_config} if the model was compiled. */
    JsonNode config() throws KerasFileException {
        JsonNode model = json("model_config").orElseThrow(() -> new KerasFileException(
                "there is no attribute model_config in it: it holds no whole model; save it with model.save"));
        Optional<JsonNode> training = json("training_config");
        if (training.isPresent() && model instanceof ObjectNode whole && training.get() instanceof ObjectNode config) {
            config.set("optimizer", config.path("optimizer_config"));
            whole.set("compile_config", config);
        }
        return model;
    }

    private Optional<JsonNode> json(String attribute) throws KerasFileException {
        List<String> text = reader.texts("", attribute);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonText.parse(
                        "the attribute " + attribute, text.getFirst().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void locate(Model model, List<Place> places) throws KerasFileException {
        Map<String, List<Place>> groups = new HashMap<>();
        places.forEach(place -> groups.computeIfAbsent(place.group(), g -> new ArrayList<>()).add(place));
        for (Map.Entry<String, List<Place>> group : groups.entrySet()) {
            String path = WEIGHTS + "/" + group.getKey();
            locate(model, group.getValue(), names(path).stream().map(name -> path + "/" + name).toList());
        }
        states = names(OPTIMIZER).stream().map(name -> OPTIMIZER + "/" + name).toList();
    }

    /** Of a group first the weights that learn, then the others. */
    private void locate(Model model, List<Place> places, List<String> paths) throws KerasFileException {
        places.forEach(place -> weights.put(place, new ArrayList<>()));
        List<Map.Entry<Place, Weight>> order = Stream.of(true, false)
                .flatMap(learns -> places.stream().flatMap(place -> model.weights(place.layer()).stream()
                        .filter(weight -> learns == (weight.trainable() && place.trainable()))
                        .map(weight -> Map.entry(place, weight))))
                .toList();
        if (order.size() != paths.size()) {
            throw new KerasFileException(
                    "layer " + places.getFirst().group() + " has " + order.size() + " weights, but the file has "
                            + paths.size() + " for it");
        }
        Map<Place, Map<Weight, String>> found = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            found.computeIfAbsent(order.get(i).getKey(), p -> new HashMap<>()).put(order.get(i).getValue(),
                    paths.get(i));
        }
        for (Place place : places) {
            for (Weight weight : model.weights(place.layer())) {
                weights.getOrDefault(place, new ArrayList<>())
                        .add(found.getOrDefault(place, Map.of()).getOrDefault(weight, ""));
            }
        }
    }

    /** The names of the variables of a group; those that are too long for one attribute are in several. */
    private List<String> names(String group) throws KerasFileException {
        if (!reader.has(group)) {
            return List.of();
        }
        List<String> names = new ArrayList<>(reader.texts(group, "weight_names"));
        for (int i = 0; names.isEmpty() || i > 0; i++) {
            List<String> more = reader.texts(group, "weight_names" + i);
            if (more.isEmpty()) {
                break;
            }
            names.addAll(more);
        }
        return names;
    }

    @Override
    public Optional<String> weight(Place place, int index) {
        List<String> own = weights.getOrDefault(place, List.of());
        return index < own.size() ? Optional.of(own.get(index)) : Optional.empty();
    }

    @Override
    public Optional<String> state(int index) {
        return index < states.size() ? Optional.of(states.get(index)) : Optional.empty();
    }

    /** The optimizers before TensorFlow 2.11 call their steps {@code iter}. */
    @Override
    public boolean statesOneByOne() {
        return !states.isEmpty() && states.getFirst().endsWith("/iter:0");
    }

    /** Settings of the optimizers of Keras 2 that Keras 3 doesn't have and that change nothing. */
    static JsonNode optimizer(JsonNode object) {
        if (!(object instanceof ObjectNode whole) || !(whole.path("config") instanceof ObjectNode config)) {
            return object;
        }
        ObjectNode modern = JsonNodeFactory.instance.objectNode();
        String name = whole.path("class_name").asString("");
        modern.put("class_name", name.startsWith("Custom>") ? name.substring("Custom>".length()) : name);
        ObjectNode own = config.deepCopy();
        own.remove(List.of("jit_compile", "is_legacy_optimizer"));
        if (own.path("decay").asDouble(1) == 0) {
            own.remove("decay");
        }
        modern.set("config", own);
        return modern;
    }
}
