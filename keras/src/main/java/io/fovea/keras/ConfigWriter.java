package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/** A model's architecture as Keras's {@code config.json}. */
final class ConfigWriter {
    private final Model model;
    private final CustomObjects custom;

    private ConfigWriter(Model model, CustomObjects custom) {
        this.model = model;
        this.custom = custom;
    }

    static Map<String, Object> write(Model model, CustomObjects custom) throws KerasFileException {
        ConfigWriter writer = new ConfigWriter(model, custom);
        Map<String, Object> object = model instanceof Sequential ? writer.sequential() : writer.functional();
        CompileFormat.write(model, custom).ifPresent(compiled -> object.put("compile_config", compiled));
        return object;
    }

    private Map<String, Object> sequential() throws KerasFileException {
        List<Object> layers = new ArrayList<>();
        for (Layer layer : model.layers()) {
            layers.add(layer(layer));
        }
        List<Object> shape = batched(model.shape(model.inputs().getFirst()));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", model.name());
        config.put("trainable", true);
        config.put("layers", layers);
        config.put("build_input_shape", shape);
        Map<String, Object> object = Terms.keras("keras", "Sequential", config);
        object.put("build_config", Map.of("input_shape", shape));
        return object;
    }

    private Map<String, Object> layer(Layer layer) throws KerasFileException {
        Node use = model.nodes().stream().filter(n -> n.layer() == layer).findFirst().orElseThrow();
        int rank = use.inputs().isEmpty() ? 0 : model.shape(use.inputs().getFirst()).rank();
        Map<String, Object> object =
                format(layer).write(layer, model.layerName(layer), model.trainable(layer), rank);
        if (!model.weights(layer).isEmpty()) {
            object.put("build_config", Map.of("input_shape", batched(model.shape(use.inputs().getFirst()))));
        }
        return object;
    }

    private LayerFormat<?> format(Layer layer) throws KerasFileException {
        return custom.format(layer.named(model.layerName(layer)));
    }

    private static List<Object> batched(Shape shape) {
        List<Object> sizes = new ArrayList<>(List.of(NULL));
        for (int size : shape.toArray()) {
            sizes.add(size);
        }
        return sizes;
    }

    private Map<String, Object> functional() throws KerasFileException {
        List<Object> layers = new ArrayList<>();
        for (Layer layer : KerasOrder.of(model)) {
            Map<String, Object> object = layer(layer);
            object.put("name", model.layerName(layer));
            List<Object> uses = new ArrayList<>();
            for (Node use : uses(layer)) {
                if (!use.inputs().isEmpty()) {
                    uses.add(use(use));
                }
            }
            object.put("inbound_nodes", uses);
            layers.add(object);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", model.name());
        config.put("trainable", true);
        config.put("layers", layers);
        config.put("input_layers", model.inputs().stream().map(this::history).toList());
        config.put("output_layers", model.outputs().stream().map(this::history).toList());
        return Terms.keras("keras.src.models.functional", "Functional", config);
    }

    private List<Node> uses(Layer layer) {
        return model.nodes().stream().filter(n -> n.layer() == layer).toList();
    }

    private Map<String, Object> use(Node node) throws KerasFileException {
        List<Object> tensors = node.inputs().stream().<Object>map(this::tensor).toList();
        boolean listed = format(node.layer()).listsInputs();
        // Not Map.of, whose order differs from one JVM to the next.
        Map<String, Object> use = new LinkedHashMap<>();
        use.put("args", listed ? List.of(tensors) : tensors);
        use.put("kwargs", Map.of());
        return use;
    }

    private Map<String, Object> tensor(Node node) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("shape", batched(model.shape(node)));
        config.put("dtype", "float32");
        config.put("keras_history", history(node));
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("class_name", "__keras_tensor__");
        tensor.put("config", config);
        return tensor;
    }

    private List<Object> history(Node node) {
        return List.of(model.layerName(node.layer()), uses(node.layer()).indexOf(node), 0);
    }
}
