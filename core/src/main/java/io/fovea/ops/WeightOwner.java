package io.fovea.ops;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.fovea.runtime.Memory;

/** A model that has the weights of some layers, as another one sees it that shares them. */
public interface WeightOwner {
    /** The weight {@code name} of the layer {@code layer}, told by identity; empty if the model has no such layer or weight. */
    Optional<StoredWeight> weight(Object layer, String name);

    /** Where the weights lie. */
    Memory memory();

    /** How often they have changed: who changes them counts here. */
    AtomicLong changes();
}
