package io.fovea.data.cifar.archive;

import java.util.BitSet;
import java.util.List;

import io.fovea.data.ByteSamples;
import io.fovea.data.DataException;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.tensor.Shape;

/**
 * All images and labels of CIFAR-10 in their official order, filled one by one by whatever they are read from: five
 * training batches, then a test batch. Images are kept as {@code [32, 32, 3]}, interleaved, in the arrays that
 * the data sets are made of.
 */
public final class CifarImages {
    /** Batches of images, of which the last is for testing. */
    public static final int BATCHES = 6;
    /** Pixels of an image: 32 x 32. */
    public static final int PIXELS = 32 * 32;
    /** Bytes of an image: three a pixel. */
    public static final int IMAGE = 3 * PIXELS;
    /** Bytes of a record of the official binary form: a label, then the red, the green and the blue plane. */
    public static final int RECORD = 1 + IMAGE;
    /** Classes, so labels are 0 to 9. */
    public static final int CLASSES = 10;

    private final int perBatch;
    private final byte[] train;
    private final byte[] test;
    private final byte[] labels;
    private final BitSet imagesSet = new BitSet();
    private final BitSet labelled = new BitSet();

    /** Room for six batches of {@code perBatch} images: 10,000 in the real data. */
    public CifarImages(int perBatch) {
        this.perBatch = perBatch;
        train = new byte[(BATCHES - 1) * perBatch * IMAGE];
        test = new byte[perBatch * IMAGE];
        labels = new byte[BATCHES * perBatch];
    }

    /** How many images a batch has. */
    public int perBatch() {
        return perBatch;
    }

    /** How many images there are in all. */
    public int size() {
        return labels.length;
    }

    /**
     * Sets the label of image {@code index}, counted over all batches.
     *
     * @throws DataException when it is not 0 to 9, or was set before
     */
    public void label(int index, long label) {
        if (label < 0 || label >= CLASSES) {
            throw new DataException("label " + label + " of " + name(index) + " is not in 0 to 9");
        }
        once(labelled, index, "label");
        labels[index] = (byte) label;
    }

    /**
     * Sets image {@code index} from its red, its green and its blue plane, one after another from {@code from} on.
     *
     * @throws DataException when it was set before
     */
    public void planes(int index, byte[] planes, int from) {
        once(imagesSet, index, "image");
        byte[] into = array(index);
        int to = start(index);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            into[to + 3 * pixel] = planes[from + pixel];
            into[to + 3 * pixel + 1] = planes[from + PIXELS + pixel];
            into[to + 3 * pixel + 2] = planes[from + 2 * PIXELS + pixel];
        }
    }

    /**
     * Sets image {@code index} from the red, green and blue of pixel after pixel, from the array's start on.
     *
     * @throws DataException when it was set before
     */
    public void pixels(int index, byte[] pixels) {
        once(imagesSet, index, "image");
        System.arraycopy(pixels, 0, array(index), start(index), IMAGE);
    }

    /** Writes the official binary record of image {@code index} into {@code record}, from {@code from} on. */
    public void record(int index, byte[] record, int from) {
        byte[] pixels = array(index);
        int start = start(index);
        record[from] = labels[index];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            record[from + 1 + pixel] = pixels[start + 3 * pixel];
            record[from + 1 + PIXELS + pixel] = pixels[start + 3 * pixel + 1];
            record[from + 1 + 2 * PIXELS + pixel] = pixels[start + 3 * pixel + 2];
        }
    }

    /**
     * Checks that every image and every label has been set.
     *
     * @throws DataException when one is missing; it says which
     */
    public void checkComplete() {
        int image = imagesSet.nextClearBit(0);
        int label = labelled.nextClearBit(0);
        if (image < size() || label < size()) {
            throw new DataException(image <= label
                    ? name(image) + " is missing"
                    : "the label of " + name(label) + " is missing");
        }
    }

    /** The 50,000 training images. */
    public Dataset train(List<String> classNames) {
        return dataset(train, 0, classNames);
    }

    /** The 10,000 test images. */
    public Dataset test(List<String> classNames) {
        return dataset(test, (BATCHES - 1) * perBatch, classNames);
    }

    private Dataset dataset(byte[] bytes, int first, List<String> classNames) {
        int[] values = new int[bytes.length / IMAGE];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[first + i];
        }
        return Dataset.of(ByteSamples.scaled(bytes, Shape.of(32, 32, 3)), new Labels(values), classNames);
    }

    private byte[] array(int index) {
        return index < (BATCHES - 1) * perBatch ? train : test;
    }

    private int start(int index) {
        return (index < (BATCHES - 1) * perBatch ? index : index - (BATCHES - 1) * perBatch) * IMAGE;
    }

    private static void once(BitSet set, int index, String what) {
        if (set.get(index)) {
            throw new DataException("there is a second " + what + " for number " + index);
        }
        set.set(index);
    }

    private String name(int index) {
        int batch = index / perBatch;
        return "image " + index % perBatch + " of "
                + (batch < BATCHES - 1 ? "data_batch_" + (batch + 1) : "test_batch");
    }
}
