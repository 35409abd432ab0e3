package io.fovea.keras;

import java.util.List;

import io.fovea.layers.Node;

/**
 * A sequential model.
 *
 * @param name its name
 * @param blocks its layers, without its input
 */
record SequentialBlock(String name, List<Block> blocks) implements Block {
    @Override
    public List<Node> apply(List<Node> inputs) throws KerasFileException {
        List<Node> nodes = inputs;
        for (Block block : blocks) {
            nodes = block.apply(nodes);
        }
        return nodes;
    }
}
