package io.fovea.data;

import java.util.Optional;

/**
 * Data as {@link DataSets#open} finds it: something to learn from, and perhaps something to be tested on.
 *
 * @param train to learn from
 * @param test to be tested on; empty: there is none, split a part off {@code train}
 * @param source where they came from, in words
 * @param checksum of the data, with its kind, as {@code SHA-256 1f0e…}; empty: none was computed
 */
public record LoadedData(Dataset train, Optional<Dataset> test, String source, String checksum) {
    /** The same data, with a test set. */
    public static LoadedData of(TrainTest data) {
        return new LoadedData(data.train(), Optional.of(data.test()), data.source(), data.checksum());
    }
}
