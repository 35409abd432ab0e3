package io.fovea.keras;

import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Which values of Keras's argument {@code axis} a layer can have. Keras counts the batch as axis 0, and from the end with negative numbers;
 * only the shape of the input says which is the last.
 */
enum AxisRule {
    /** The last one, as a number or a list. */
    LAST,
    /** The last one, or all but the batch. */
    LAST_OR_ALL,
    /** Any; the layer itself refuses what is not there. */
    ANY;

    /**
     * Refuses another axis.
     *
     * @param rank dimensions of a batch of inputs, the batch itself not counted
     */
    void check(Json config, int rank) throws KerasFileException {
        List<Integer> axes = read(config);
        boolean last = axes.size() == 1 && (axes.getFirst() == -1 || axes.getFirst() == rank);
        boolean all = axes.size() == rank
                && axes.stream().map(axis -> Math.floorMod(axis, rank + 1)).filter(axis -> axis > 0).distinct().count()
                        == rank;
        if (!axes.isEmpty() && this != ANY && !last && !(this == LAST_OR_ALL && all)) {
            throw new KerasFileException(
                    config.where() + ": 'axis' is " + (axes.size() == 1 ? axes.getFirst() : axes)
                            + ", but only the last one, -1 or " + rank + ", "
                            + (this == LAST_OR_ALL ? "or all of them are supported" : "is supported"));
        }
    }

    /** The axes of a layer's arguments; none where there is no such argument. */
    static List<Integer> read(Json config) throws KerasFileException {
        if (config.optional(ConfigReader.AXIS).isEmpty()) {
            return List.of();
        }
        JsonNode node = config.optional(ConfigReader.AXIS).orElseThrow();
        return node.isArray()
                ? Arrays.stream(config.integers(ConfigReader.AXIS)).boxed().toList()
                : List.of(config.integer(ConfigReader.AXIS));
    }
}
