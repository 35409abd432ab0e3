package io.fovea.keras;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Fovea adds to a file besides the model; Keras ignores it.
 *
 * @param classNames names of the classes by index; empty: unknown
 * @param provenance where the model comes from: command, seed, data, versions
 */
public record ModelNotes(List<String> classNames, Map<String, String> provenance) {
    /** Copies both; the provenance is sorted by its names, so that the same notes are the same bytes in a file. */
    public ModelNotes {
        classNames = List.copyOf(classNames);
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }

    /** No notes. */
    public static ModelNotes none() {
        return new ModelNotes(List.of(), Map.of());
    }
}
