package io.fovea.data;

import java.util.Optional;

/**
 * Data as they were found.
 *
 * @param train to learn from
 * @param test to be tested on, if there are any
 * @param source where they came from, in words
 * @param checksum of the data, with its kind
 */
public record LoadedData(Dataset train, Optional<Dataset> test, String source, String checksum) {}
