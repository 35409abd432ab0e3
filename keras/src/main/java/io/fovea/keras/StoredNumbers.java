package io.fovea.keras;

import java.util.List;
import java.util.Optional;

/** Numbers that a file keeps with the weights although they are arguments here: the means that a Normalization has learned by adapt(). */
@FunctionalInterface
interface StoredNumbers {
    /** None. */
    StoredNumbers NONE = (path, index) -> Optional.empty();

    /** The variable with this number of the layer at {@code path}. */
    Optional<List<Double>> of(String path, int index) throws KerasFileException;
}
