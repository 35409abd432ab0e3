package io.fovea.keras;

import java.util.List;
import java.util.Map;

/**
 * What Fovea notes in a file besides the model; Keras passes over it.
 *
 * @param classNames what the class indices mean; empty: unknown
 * @param provenance where the model comes from: command, seed, data, versions
 */
public record ModelNotes(List<String> classNames, Map<String, String> provenance) {
    /** No notes. */
    public static ModelNotes none() {
        return new ModelNotes(List.of(), Map.of());
    }
}
