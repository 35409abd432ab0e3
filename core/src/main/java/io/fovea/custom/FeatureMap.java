package io.fovea.custom;

/**
 * A checked view of one sample of a value, {@code [height, width, channels]}; a vector is {@code [1, 1, channels]}. It is valid
 * during the call that it was passed to.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} for a place outside.
 */
public interface FeatureMap {
    /** Rows. */
    int height();

    /** Columns. */
    int width();

    /** Numbers of a pixel. */
    int channels();

    /** A number. */
    float get(int row, int column, int channel);

    /** Sets a number. */
    void set(int row, int column, int channel, float value);

    /** Copies a row, {@code width x channels} numbers, to {@code into} from {@code offset} on. */
    void readRow(int row, float[] into, int offset);

    /** Sets a row from the numbers of {@code from} from {@code offset} on. */
    void writeRow(int row, float[] from, int offset);

    /** A number of a vector. */
    default float get(int channel) {
        return get(0, 0, channel);
    }

    /** Sets a number of a vector. */
    default void set(int channel, float value) {
        set(0, 0, channel, value);
    }
}
