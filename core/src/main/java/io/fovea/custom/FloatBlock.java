package io.fovea.custom;

/**
 * A checked view of numbers in a row: an output, a target, a block of weights. It is valid during the call that it was passed
 * to.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} for an index outside.
 */
public interface FloatBlock {
    /** How many numbers there are. */
    int size();

    /** A number. */
    float get(int index);

    /** Sets a number. */
    void set(int index, float value);

    /** Adds to a number. */
    default void add(int index, float value) {
        set(index, get(index) + value);
    }

    /** A copy of all numbers. */
    default float[] toArray() {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }
}
