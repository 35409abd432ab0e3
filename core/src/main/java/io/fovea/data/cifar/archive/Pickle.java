package io.fovea.data.cifar.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fovea.data.DataException;
import io.fovea.data.cifar.archive.PickleValue.Entries;
import io.fovea.data.cifar.archive.PickleValue.Global;
import io.fovea.data.cifar.archive.PickleValue.Items;
import io.fovea.data.cifar.archive.PickleValue.Nothing;
import io.fovea.data.cifar.archive.PickleValue.NumpyArray;
import io.fovea.data.cifar.archive.PickleValue.NumpyType;
import io.fovea.data.cifar.archive.PickleValue.Text;
import io.fovea.data.cifar.archive.PickleValue.Whole;

/**
 * Reads those Python pickles (protocol 2) that the batches of CIFAR-10 are: a dictionary of byte strings, lists of numbers
 * and strings, and one numpy array. A pickle is a program for a stack machine that may call anything; this machine knows no
 * calls. Two names that arrays are made with are understood as what they mean, and every other is refused.
 *
 * <p>Source: Python's {@code pickletools}, which lists the instructions.
 */
final class Pickle {
    private static final String ARRAY = "numpy.core.multiarray._reconstruct";
    private static final String TYPE = "numpy.dtype";

    private final byte[] pickle;
    private int instructions;
    private int at;
    private final List<PickleValue> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    private Pickle(byte[] pickle, int instructions) {
        this.pickle = pickle;
        this.instructions = instructions;
    }

    /**
     * What a pickle holds.
     *
     * @param instructions how many it may have: what bounds the memory that reading it takes
     * @throws DataException when it is damaged or holds anything else
     */
    static PickleValue read(byte[] pickle, int instructions) {
        return new Pickle(pickle, instructions).run();
    }

    private PickleValue run() {
        while (true) {
            if (instructions-- == 0) {
                throw damaged("more instructions than a batch of CIFAR-10 has");
            }
            int instruction = unsigned(1);
            if (instruction == '.') {
                return pop();
            }
            execute(instruction);
        }
    }

    private void execute(int instruction) {
        switch (instruction) {
            case 0x80 -> unsigned(1); // the protocol
            case '(' -> marks.add(stack.size());
            case '}' -> stack.add(new Entries(new HashMap<>()));
            case ']' -> stack.add(new Items(new ArrayList<>()));
            case ')' -> stack.add(new Items(List.of()));
            case 'U' -> text(unsigned(1));
            case 'T' -> text(unsigned(4));
            case 'K' -> stack.add(new Whole(unsigned(1)));
            case 'M' -> stack.add(new Whole(unsigned(2)));
            case 'J' -> stack.add(new Whole(unsigned(4)));
            case 'N' -> stack.add(Nothing.NONE);
            case 0x88 -> stack.add(new Whole(1)); // True
            case 0x89 -> stack.add(new Whole(0)); // False
            case 'c' -> stack.add(new Global(line() + "." + line()));
            case 'q' -> memo.put(unsigned(1), top());
            case 'r' -> memo.put(unsigned(4), top());
            case 'h' -> recall(unsigned(1));
            case 'j' -> recall(unsigned(4));
            case 0x85, 0x86, 0x87 -> stack.add(new Items(popFrom(stack.size() - (instruction - 0x84))));
            case 't' -> stack.add(new Items(popFrom(mark())));
            case 'a' -> append(popFrom(stack.size() - 1));
            case 'e' -> append(popFrom(mark()));
            case 's' -> set(popFrom(stack.size() - 2));
            case 'u' -> set(popFrom(mark()));
            case 'R' -> reduce();
            case 'b' -> build();
            default -> throw damaged("the instruction 0x" + Integer.toHexString(instruction));
        }
    }

    private void reduce() {
        PickleValue arguments = pop();
        if (pop() instanceof Global(String name) && arguments instanceof Items(var values)) {
            if (name.equals(ARRAY)) {
                stack.add(new NumpyArray());
                return;
            }
            if (name.equals(TYPE) && !values.isEmpty() && values.getFirst() instanceof Text type) {
                stack.add(new NumpyType(type.string()));
                return;
            }
            throw damaged("a call of '" + name + "'");
        }
        throw damaged("a call of something without a name");
    }

    private void build() {
        PickleValue state = pop();
        if (top() instanceof NumpyArray array && state instanceof Items(var values)) {
            array.build(values);
        } else if (!(top() instanceof NumpyType)) {
            throw damaged("an object that is no numpy array");
        }
    }

    private void append(List<PickleValue> values) {
        if (!(top() instanceof Items(var list)) || !(list instanceof ArrayList)) {
            throw damaged("an append to something that is no list");
        }
        list.addAll(values);
    }

    private void set(List<PickleValue> keysAndValues) {
        if (!(top() instanceof Entries(var entries)) || keysAndValues.size() % 2 != 0) {
            throw damaged("entries outside of a dictionary");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            if (!(keysAndValues.get(i) instanceof Text key) || key.length() > 100) {
                throw damaged("a key that is no short string");
            }
            entries.put(key.string(), keysAndValues.get(i + 1));
        }
    }

    private void text(int length) {
        need(length);
        stack.add(new Text(pickle, at, length));
        at += length;
    }

    private void recall(int key) {
        PickleValue value = memo.get(key);
        if (value == null) {
            throw damaged("a value is recalled that was not kept");
        }
        stack.add(value);
    }

    private int mark() {
        if (marks.isEmpty()) {
            throw damaged("a mark is missing");
        }
        return marks.removeLast();
    }

    private PickleValue top() {
        if (stack.isEmpty()) {
            throw damaged("a value is missing");
        }
        return stack.getLast();
    }

    private PickleValue pop() {
        PickleValue value = top();
        stack.removeLast();
        return value;
    }

    private List<PickleValue> popFrom(int from) {
        if (from < 0 || from > stack.size()) {
            throw damaged("values are missing");
        }
        List<PickleValue> tail = stack.subList(from, stack.size());
        List<PickleValue> values = List.copyOf(tail);
        tail.clear();
        return values;
    }

    private String line() {
        int end = at;
        while (end < pickle.length && pickle[end] != '\n' && end - at < 100) {
            end++;
        }
        need(end - at + 1);
        String line = new String(pickle, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return line;
    }

    private int unsigned(int bytes) {
        need(bytes);
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (pickle[at++] & 0xff) << (8 * i);
        }
        return value;
    }

    private void need(int bytes) {
        if (bytes < 0 || bytes > pickle.length - at) {
            throw damaged("it ends too early");
        }
    }

    private static DataException damaged(String what) {
        return new DataException("not a pickled batch of CIFAR-10: " + what);
    }
}
