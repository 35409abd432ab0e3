package io.fovea.data.cifar.archive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.fovea.data.DataException;

/** What a pickle of CIFAR-10 can hold. */
sealed interface PickleValue {
    /** Python's {@code None}, and whatever else is only passed by. */
    enum Nothing implements PickleValue {
        NONE
    }

    /** A byte string: {@code length} bytes of the pickle itself from {@code from} on. */
    record Text(byte[] pickle, int from, int length) implements PickleValue {
        /** As text of one byte a character. */
        String string() {
            return new String(pickle, from, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** A whole number or a truth value. */
    record Whole(long value) implements PickleValue {}

    /** A list or a tuple. */
    record Items(List<PickleValue> values) implements PickleValue {}

    /** A dictionary with byte strings as keys. */
    record Entries(Map<String, PickleValue> values) implements PickleValue {}

    /** A class or a function by its name; nothing is ever loaded or called. */
    record Global(String name) implements PickleValue {}

    /** A numpy type, as {@code u1}. */
    record NumpyType(String name) implements PickleValue {}

    /** A numpy array: made empty, then given its {@code (version, shape, type, is in Fortran's order, bytes)}. */
    final class NumpyArray implements PickleValue {
        private List<PickleValue> state = List.of();

        void build(List<PickleValue> given) {
            state = List.copyOf(given);
        }

        /**
         * The bytes of an array of unsigned bytes of the given shape, in C's order.
         *
         * @throws DataException when it is another array
         */
        Text bytes(int rows, int columns) {
            if (state.size() == 5
                    && state.get(1) instanceof Items(var shape) && shape.size() == 2
                    && shape.get(0) instanceof Whole(long r) && r == rows
                    && shape.get(1) instanceof Whole(long c) && c == columns
                    && state.get(2) instanceof NumpyType(String type) && type.equals("u1")
                    && state.get(3) instanceof Whole(long fortran) && fortran == 0
                    && state.get(4) instanceof Text text && text.length() == rows * columns) {
                return text;
            }
            throw new DataException(
                    "'data' is not an array of " + rows + " x " + columns + " unsigned bytes in C's order");
        }
    }
}
