package io.fovea.data.cifar;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fovea.data.DataException;

/**
 * The part of Python's pickle format (protocols 2 to 4, module {@code pickletools}) that CIFAR-10's files are made of:
 * dictionaries, lists, tuples, strings, small integers, and a numpy array of unsigned bytes. Nothing is ever called: a name
 * that is no part of such an array ends the reading.
 *
 * @param data the pictures' bytes
 * @param labels the class indices
 */
record PickledBatch(byte[] data, int[] labels) {
    /** A numpy array, or its type, while it is put together. */
    private static final class Array {
        private byte[] bytes = new byte[0];
    }

    /** Where a list, dictionary or tuple begins. */
    private static final Object MARK = new Object();

    /** A name that may stand for a function in such a file. */
    private record Name(String text) {}

    static PickledBatch read(String file, byte[] pickle) {
        try {
            return new Machine(ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN)).batch();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException | NegativeArraySizeException
                | IllegalArgumentException e) {
            throw new DataException(file + " is no pickled batch of CIFAR-10: " + reason(e), e);
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null
                ? e.getMessage()
                : "it is cut off or damaged";
    }

    /** The stack machine that a pickle is a program of. */
    private static final class Machine {
        private final ByteBuffer in;
        private final List<Object> stack = new ArrayList<>();
        private final Map<Integer, Object> memo = new HashMap<>();

        Machine(ByteBuffer in) {
            this.in = in;
        }

        PickledBatch batch() {
            Map<?, ?> top = (Map<?, ?>) run();
            Object data = top.get("data");
            Object labels = top.get("labels");
            if (!(data instanceof Array array) || !(labels instanceof List<?> list)) {
                throw new IllegalArgumentException("it has no 'data' and 'labels'");
            }
            return new PickledBatch(array.bytes, list.stream().mapToInt(Integer.class::cast).toArray());
        }

        private Object run() {
            while (true) {
                int code = in.get() & 0xff;
                if (code == '.') {
                    return pop();
                }
                step(code);
            }
        }

        private void step(int code) {
            switch (code) {
                case 0x80 -> in.get();
                case 0x95 -> in.getLong();
                case '}' -> stack.add(new HashMap<Object, Object>());
                case ']' -> stack.add(new ArrayList<Object>());
                case ')' -> stack.add(List.of());
                case '(' -> stack.add(MARK);
                case 'N' -> stack.add("None");
                case 0x88 -> stack.add(true);
                case 0x89 -> stack.add(false);
                case 'J' -> stack.add(in.getInt());
                case 'K' -> stack.add(in.get() & 0xff);
                case 'M' -> stack.add(in.getShort() & 0xffff);
                case 'U', 0x8c -> stack.add(text(in.get() & 0xff));
                case 'T', 'X' -> stack.add(text(in.getInt()));
                case 'C' -> stack.add(text(in.get() & 0xff));
                case 'B' -> stack.add(text(in.getInt()));
                case 'q' -> memo.put(in.get() & 0xff, last());
                case 'r' -> memo.put(in.getInt(), last());
                case 0x94 -> memo.put(memo.size(), last());
                case 'h' -> stack.add(recall(in.get() & 0xff));
                case 'j' -> stack.add(recall(in.getInt()));
                case 'c' -> stack.add(name(line(), line()));
                case 0x93 -> {
                    Object member = pop();
                    stack.add(name((String) pop(), (String) member));
                }
                case 0x85 -> tuple(1);
                case 0x86 -> tuple(2);
                case 0x87 -> tuple(3);
                case 't' -> stack.add(sinceMark());
                case 'a' -> {
                    Object item = pop();
                    list().add(item);
                }
                case 'e' -> {
                    List<Object> items = sinceMark();
                    list().addAll(items);
                }
                case 's' -> put(tupleOf(2));
                case 'u' -> put(sinceMark());
                case 'R' -> reduce();
                case 'b' -> build();
                default -> throw new IllegalArgumentException("it has the unknown code " + code);
            }
        }

        /** Bytes as text, one character each: what they are is known only by their use. */
        private String text(int length) {
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("it is cut off");
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private String line() {
            StringBuilder line = new StringBuilder();
            for (int c; (c = in.get()) != '\n';) {
                line.append((char) c);
            }
            return line.toString();
        }

        private static Name name(String module, String member) {
            String text = module + "." + member;
            if (!List.of("_reconstruct", "ndarray", "dtype", "encode").contains(member)) {
                throw new IllegalArgumentException("it names '" + text + "', which no batch of CIFAR-10 does");
            }
            return new Name(text);
        }

        private Object last() {
            return stack.getLast();
        }

        private Object pop() {
            if (stack.isEmpty()) {
                throw new IllegalArgumentException("it is damaged");
            }
            return stack.removeLast();
        }

        private Object recall(int key) {
            Object value = memo.get(key);
            if (value == null) {
                throw new IllegalArgumentException("it is damaged");
            }
            return value;
        }

        private List<Object> tupleOf(int size) {
            List<Object> top = stack.subList(stack.size() - size, stack.size());
            List<Object> items = new ArrayList<>(top);
            top.clear();
            return items;
        }

        private void tuple(int size) {
            List<Object> items = tupleOf(size);
            stack.add(items);
        }

        private List<Object> sinceMark() {
            int mark = stack.lastIndexOf(MARK);
            List<Object> items = new ArrayList<>(stack.subList(mark + 1, stack.size()));
            stack.subList(mark, stack.size()).clear();
            return items;
        }

        @SuppressWarnings("unchecked")
        private List<Object> list() {
            return (List<Object>) last();
        }

        @SuppressWarnings("unchecked")
        private void put(List<Object> pairs) {
            Map<Object, Object> map = (Map<Object, Object>) last();
            for (int i = 0; i < pairs.size(); i += 2) {
                map.put(pairs.get(i), pairs.get(i + 1));
            }
        }

        /** A call in Python: here the beginning of an array or of its type, or a string's bytes. */
        private void reduce() {
            List<?> arguments = (List<?>) pop();
            Name function = (Name) pop();
            stack.add(function.text().endsWith("encode") ? arguments.getFirst() : new Array());
        }

        /** The state of an array is (version, shape, type, order, bytes). */
        private void build() {
            List<?> state = (List<?>) pop();
            Array array = (Array) last();
            if (state.size() == 5 && state.get(4) instanceof String bytes) {
                array.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }
}
