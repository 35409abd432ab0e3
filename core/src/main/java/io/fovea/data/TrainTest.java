package io.fovea.data;

/**
 * Data to learn from and data to be tested on.
 *
 * @param train to learn from
 * @param test to be tested on
 * @param source where they came from, in words; empty: unknown
 * @param checksum of the data, in words with its kind; empty: unknown
 */
public record TrainTest(Dataset train, Dataset test, String source, String checksum) {}
