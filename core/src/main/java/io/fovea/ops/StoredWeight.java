package io.fovea.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * A weight as users and files see it. The engine may keep it in parts, as grouped and transposed convolutions do, and in another order.
 *
 * @param parts what the engine computes with and trains
 * @param place of each number, row-major in Keras's order, its index among the numbers of the parts one after the other; empty
 *     for one part in Keras's order
 */
public record StoredWeight(List<Parameter> parts, Optional<IntUnaryOperator> place) {
    /** How many numbers there are. */
    public int size() {
        return parts.stream().mapToInt(part -> part.layout().size()).sum();
    }

    /** Every number, row-major. */
    public float[] read() {
        return join(Parameter::read);
    }

    /**
     * Sets every number.
     *
     * @throws IllegalArgumentException when there are too few or too many; nothing is changed then
     */
    public void write(float[] values) {
        List<float[]> split = split(values);
        for (int i = 0; i < split.size(); i++) {
            parts.get(i).write(split.get(i));
        }
    }

    /** Numbers that belong to the parts, in Keras's order. */
    public float[] join(Function<Parameter, float[]> numbers) {
        if (place.isEmpty()) {
            return numbers.apply(parts.getFirst());
        }
        IntUnaryOperator places = place.get();
        float[] all = new float[size()];
        int at = 0;
        for (Parameter part : parts) {
            float[] own = numbers.apply(part);
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        float[] result = new float[all.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = all[places.applyAsInt(i)];
        }
        return result;
    }

    /** Numbers in Keras's order by part. */
    public List<float[]> split(float[] values) {
        if (values.length != size()) {
            throw new IllegalArgumentException(
                    "expected " + size() + " numbers for a weight, but got " + values.length);
        }
        if (place.isEmpty()) {
            return List.of(values);
        }
        IntUnaryOperator places = place.get();
        float[] all = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            all[places.applyAsInt(i)] = values[i];
        }
        List<float[]> split = new ArrayList<>();
        int at = 0;
        for (Parameter part : parts) {
            split.add(Arrays.copyOfRange(all, at, at + part.layout().size()));
            at += part.layout().size();
        }
        return split;
    }
}
