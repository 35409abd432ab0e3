package io.fovea.keras;

import java.util.List;
import java.util.Optional;

import io.fovea.Model;

/** Where a file keeps each weight and each variable of the optimizer. */
interface WeightPaths {
    /** Finds the places of a model's weights, before they are asked for; where they follow from the paths there is nothing to find. */
    default void locate(Model model, List<Place> places) throws KerasFileException {}

    /** The place of a layer's weight with this number. */
    Optional<String> weight(Place place, int index) throws KerasFileException;

    /** The place of the optimizer's variable with this number; the first is that of its steps. */
    Optional<String> state(int index) throws KerasFileException;

    /** Whether the optimizer's variables are of one kind after the other, not of one weight. */
    default boolean statesOneByOne() {
        return false;
    }

    /** The layout of Keras 3. */
    record Numbered(StoredArrays reader) implements WeightPaths {
        @Override
        public Optional<String> weight(Place place, int index) throws KerasFileException {
            return existing(place.path() + "/vars/" + index);
        }

        @Override
        public Optional<String> state(int index) throws KerasFileException {
            // A loss scale is not needed here: what it wraps goes on.
            String wrapped = "optimizer/inner_optimizer/vars/";
            return existing((reader.has(wrapped + "0") ? wrapped : "optimizer/vars/") + index);
        }

        private Optional<String> existing(String path) throws KerasFileException {
            return reader.has(path) ? Optional.of(path) : Optional.empty();
        }
    }
}
