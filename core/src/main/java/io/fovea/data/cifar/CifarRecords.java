package io.fovea.data.cifar;

import java.util.Arrays;
import java.util.List;

import io.fovea.data.ByteSamples;
import io.fovea.data.DataException;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.tensor.Shape;

/**
 * CIFAR-10 in the official binary form: records of a label byte and 1,024 bytes each of red, green and blue, row by row; the
 * 50,000 training pictures in the order of the five batches, then the 10,000 test pictures.
 *
 * @param train records of the training pictures
 * @param test records of the test pictures
 */
public record CifarRecords(byte[] train, byte[] test) {
    /** Pixels of a colour of a picture. */
    public static final int PLANE = 1024;

    /** Bytes of a record. */
    public static final int RECORD = 1 + 3 * PLANE;

    /** Pictures of a training batch and of the test batch. */
    public static final int BATCH = 10_000;

    /** Training batches. */
    public static final int BATCHES = 5;

    private static final int CLASSES = 10;

    /**
     * Checks sizes and labels.
     *
     * @throws DataException when they are not those of CIFAR-10
     */
    public CifarRecords {
        check("training", train);
        check("test", test);
    }

    private static void check(String part, byte[] records) {
        if (records.length == 0 || records.length % RECORD != 0) {
            throw new DataException(
                    "the " + part + " data of CIFAR-10 are records of " + RECORD + " bytes, but there are "
                            + records.length + " bytes");
        }
        for (int i = 0; i < records.length; i += RECORD) {
            if ((records[i] & 0xff) >= CLASSES) {
                throw new DataException(
                        "picture " + i / RECORD + " of the " + part + " data has the label " + (records[i] & 0xff)
                                + ", but CIFAR-10 has the labels 0 to 9");
            }
        }
    }

    /** A record of a label and pixels in the order red, green, blue of one pixel after another. */
    static void put(byte[] records, int index, int label, byte[] pixels, int from) {
        int at = index * RECORD;
        records[at] = (byte) label;
        for (int p = 0; p < PLANE; p++) {
            for (int c = 0; c < 3; c++) {
                records[at + 1 + c * PLANE + p] = pixels[from + 3 * p + c];
            }
        }
    }

    /** The training pictures. */
    public Dataset trainSet(List<String> classNames) {
        return dataset(train, classNames);
    }

    /** The test pictures. */
    public Dataset testSet(List<String> classNames) {
        return dataset(test, classNames);
    }

    private static Dataset dataset(byte[] records, List<String> classNames) {
        int count = records.length / RECORD;
        byte[] pixels = new byte[count * 3 * PLANE];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = records[i * RECORD];
            int from = i * RECORD + 1;
            int to = i * 3 * PLANE;
            for (int p = 0; p < PLANE; p++) {
                pixels[to + 3 * p] = records[from + p];
                pixels[to + 3 * p + 1] = records[from + PLANE + p];
                pixels[to + 3 * p + 2] = records[from + 2 * PLANE + p];
            }
        }
        return Dataset.of(ByteSamples.scaled(pixels, Shape.of(32, 32, 3)), new Labels(labels), classNames);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CifarRecords r && Arrays.equals(train, r.train) && Arrays.equals(test, r.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(test);
    }
}
