package io.fovea.keras;

import java.util.List;

import io.fovea.layers.Node;

/** What a file's graph is made of: a layer, or a model that is used as one. */
sealed interface Block permits LayerBlock, NestedBlock, SequentialBlock, FunctionalBlock {
    /** The name by which other parts of the file know it. */
    String name();

    /**
     * Uses it; all uses share their weights.
     *
     * @param inputs what it reads
     * @return its outputs
     * @throws KerasFileException when it can't read that
     */
    List<Node> apply(List<Node> inputs) throws KerasFileException;
}
