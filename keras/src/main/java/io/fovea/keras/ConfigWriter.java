package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.Model;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/** A model's architecture as Keras's {@code config.json}: one writer for the whole, and one for each model in it. */
final class ConfigWriter {
    private final Model model;
    private final KerasGraph graph;
    private final CustomObjects custom;

    private ConfigWriter(Model model, KerasGraph graph, CustomObjects custom) {
        this.model = model;
        this.graph = graph;
        this.custom = custom;
    }

    static Map<String, Object> write(Model model, CustomObjects custom) throws KerasFileException {
        Map<String, Object> object = new ConfigWriter(model, KerasGraph.of(model), custom).write();
        CompileFormat.write(model, custom).ifPresent(compiled -> object.put("compile_config", compiled));
        return object;
    }

    private Map<String, Object> write() throws KerasFileException {
        return graph.sequential() ? sequential() : functional();
    }

    private Map<String, Object> sequential() throws KerasFileException {
        List<Object> layers = new ArrayList<>();
        for (KerasGraph.Use use : graph.uses()) {
            layers.add(member(use));
        }
        List<Object> shape = batched(graph.inputs().getFirst());
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", graph.name());
        config.put("trainable", true);
        config.put("layers", layers);
        config.put("build_input_shape", shape);
        Map<String, Object> object = Terms.keras("keras", "Sequential", config);
        object.put("build_config", Map.of("input_shape", shape));
        return object;
    }

    private Map<String, Object> member(KerasGraph.Use use) throws KerasFileException {
        return switch (use.member()) {
            case Layer layer -> layer(layer, use.reads());
            case NestedModel nested -> new ConfigWriter(model, graph.inside(nested), custom).write();
            default -> throw new IllegalStateException();
        };
    }

    private Map<String, Object> layer(Layer layer, List<Node> reads) throws KerasFileException {
        int rank = reads.isEmpty() ? 0 : graph.shape(reads.getFirst()).rank();
        boolean learns = reads.isEmpty() || model.trainable(layer);
        Map<String, Object> object = format(layer).write(layer, graph.name(layer), learns, rank);
        if (!reads.isEmpty() && !model.weights(layer).isEmpty()) {
            object.put("build_config", Map.of("input_shape", batched(reads.getFirst())));
        }
        return object;
    }

    private LayerFormat<?> format(Layer layer) throws KerasFileException {
        return custom.format(layer.named(graph.name(layer)));
    }

    private List<Object> batched(Node node) {
        Shape shape = graph.shape(node);
        List<Object> sizes = new ArrayList<>(List.of(NULL));
        for (int size : shape.toArray()) {
            sizes.add(size);
        }
        return sizes;
    }

    private Map<String, Object> functional() throws KerasFileException {
        List<Object> layers = new ArrayList<>();
        for (Object member : graph.members()) {
            List<KerasGraph.Use> all = graph.uses(member);
            Map<String, Object> object = member(all.getFirst());
            object.put("name", graph.name(member));
            List<Object> uses = new ArrayList<>();
            for (KerasGraph.Use use : all) {
                if (!use.reads().isEmpty()) {
                    uses.add(use(use));
                }
            }
            object.put("inbound_nodes", uses);
            layers.add(object);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", graph.name());
        config.put("trainable", true);
        config.put("layers", layers);
        config.put("input_layers", ends(graph.inputs()));
        config.put("output_layers", ends(graph.outputs()));
        return Terms.keras("keras.src.models.functional", "Functional", config);
    }

    private Map<String, Object> use(KerasGraph.Use use) throws KerasFileException {
        List<Object> tensors = use.reads().stream().<Object>map(this::tensor).toList();
        boolean listed =
                use.member() instanceof Layer layer ? format(layer).listsInputs() : tensors.size() > 1;
        // Not Map.of, whose order differs from one JVM to the next.
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("args", listed ? List.of(tensors) : tensors);
        written.put("kwargs", Map.of());
        return written;
    }

    private Map<String, Object> tensor(Node node) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("shape", batched(node));
        config.put("dtype", "float32");
        config.put("keras_history", history(node));
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("class_name", "__keras_tensor__");
        tensor.put("config", config);
        return tensor;
    }

    private List<Object> history(Node node) {
        KerasGraph.Use use = graph.maker(node);
        return List.of(
                graph.name(use.member()), graph.uses(use.member()).indexOf(use), use.makes().indexOf(node));
    }

    /** One end is not in a list: with a list, the model would make one of its output. */
    private List<Object> ends(List<Node> nodes) {
        return nodes.size() == 1 ? end(nodes.getFirst()) : nodes.stream().<Object>map(this::end).toList();
    }

    /** Where outputs are listed, and only there, Keras counts the uses of a functional model from 1 on. */
    private List<Object> end(Node node) {
        KerasGraph.Use use = graph.maker(node);
        boolean counted = use.member() instanceof NestedModel nested && !graph.inside(nested).sequential();
        List<Object> history = history(node);
        return counted ? List.of(history.get(0), (int) history.get(1) + 1, history.get(2)) : history;
    }
}
