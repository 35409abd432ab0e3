package io.fovea.data;

import java.util.Optional;

/**
 * Data as {@link DataSets#open} finds them: a training part, and perhaps a test part.
 *
 * @param train the training data
 * @param test the test data; empty: there are none, split a part off {@code train}
 * @param source where they came from, in words
 * @param checksum of the data, with its kind, as {@code SHA-256 1f0e…}; empty: none was computed
 */
public record LoadedData(Dataset train, Optional<Dataset> test, String source, String checksum) {
    /** The same data, with a test set. */
    public static LoadedData of(TrainTest data) {
        return new LoadedData(data.train(), Optional.of(data.test()), data.source(), data.checksum());
    }
}
