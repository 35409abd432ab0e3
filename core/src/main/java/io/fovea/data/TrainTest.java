package io.fovea.data;

/**
 * Training data and test data.
 *
 * @param train the training data
 * @param test the test data
 * @param source where they came from, in words; empty: unknown
 * @param checksum of the data, in words with its kind; empty: unknown
 */
public record TrainTest(Dataset train, Dataset test, String source, String checksum) {}
