package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fovea.layers.Node;

/**
 * A functional model: the uses of its layers, and which of them are its ends.
 *
 * @param name its name
 * @param where what it is called in messages
 * @param uses the uses of its layers, without its inputs, those of a layer in their order
 * @param inputs the tensors that its inputs are
 * @param outputs the tensors that its outputs are
 */
record FunctionalBlock(String name, String where, List<Use> uses, List<String> inputs, List<String> outputs)
        implements Block {
    /**
     * A use of a layer.
     *
     * @param number of the use, as the file counts
     * @param first whether no other use of the layer comes before
     * @param reads the tensors that it reads
     */
    record Use(Block block, int number, boolean first, List<String> reads) {}

    @Override
    public List<Node> apply(List<Node> given) throws KerasFileException {
        Map<String, Node> tensors = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            tensors.put(inputs.get(i), given.get(i));
        }
        List<Use> waiting = uses;
        while (!waiting.isEmpty()) {
            List<Use> left = new ArrayList<>();
            for (Use use : waiting) {
                if (tensors.keySet().containsAll(use.reads()) && isNext(use, tensors)) {
                    List<Node> made = use.block().apply(use.reads().stream().map(tensors::get).toList());
                    for (int i = 0; i < made.size(); i++) {
                        tensors.put(InboundNode.key(use.block().name(), use.number(), i), made.get(i));
                    }
                } else {
                    left.add(use);
                }
            }
            if (left.size() == waiting.size()) {
                throw new KerasFileException(
                        "layer " + left.getFirst().block().name() + " reads " + left.getFirst().reads()
                                + ", which the model does not have");
            }
            waiting = left;
        }
        return ends(tensors);
    }

    private static boolean isNext(Use use, Map<String, Node> tensors) {
        return use.first() || tensors.containsKey(InboundNode.key(use.block().name(), use.number() - 1, 0));
    }

    private List<Node> ends(Map<String, Node> tensors) throws KerasFileException {
        List<Node> ends = new ArrayList<>();
        for (String output : outputs) {
            Node node = tensors.get(output);
            if (node == null) {
                throw new KerasFileException(
                        where + ": 'output_layers' names " + output + ", which the model does not have");
            }
            ends.add(node);
        }
        return ends;
    }
}
