package io.fovea.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fovea.files.OneLine;

/**
 * The head of a {@code .npy} file, versions 1 to 3 (NumPy Enhancement Proposal 1).
 *
 * @param length bytes of the head itself
 * @param shape sizes of the dimensions
 * @param type element type: a letter and its bytes, {@code f4}
 * @param order of the bytes of an element
 * @param fortran whether the first dimension runs fastest
 */
record NpyHeader(int length, int[] shape, String type, ByteOrder order, boolean fortran) {
    private static final int LONGEST = 1 << 16;
    private static final int LONGEST_SHOWN = 300;
    private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z]\\d*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, L]*)\\)");

    static NpyHeader read(String name, DataInputStream in) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8 || magic[0] != (byte) 0x93
                || !new String(magic, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY")) {
            throw new DataException(name + " is no .npy file: it does not begin as one");
        }
        int version = magic[6];
        if (version < 1 || version > 3) {
            throw new DataException(name + " is a .npy of version " + version + ", but 1 to 3 are known");
        }
        int b0 = in.read();
        int b1 = in.read();
        int length = version == 1 ? b0 | b1 << 8 : b0 | b1 << 8 | in.read() << 16 | in.read() << 24;
        if (length < 10 || length > LONGEST) {
            throw new DataException(name + " has a .npy header of " + length + " bytes, which can't be");
        }
        byte[] header = in.readNBytes(length);
        if (header.length < length) {
            throw new DataException(name + " is cut off within its header");
        }
        int whole = magic.length + (version == 1 ? 2 : 4) + length;
        return parse(name, whole, new String(header, StandardCharsets.UTF_8));
    }

    private static NpyHeader parse(String name, int length, String text) {
        if (text.contains("'|O'") || text.contains("'O'")) {
            throw new DataException(
                    name + " holds Python objects, not numbers; save it with allow_pickle=False and a number type, for "
                            + "example np.asarray(x, dtype='float32')");
        }
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!type.find() || !order.find() || !shape.find()) {
            throw new DataException(name + " has a .npy header that can't be understood: "
                    + OneLine.of(text.strip(), LONGEST_SHOWN));
        }
        if (!type.group(2).matches("f[248]|[iu][1248]|b1")) {
            throw new DataException(
                    name + " holds elements of type '" + type.group(1) + type.group(2)
                            + "'; allowed are floats (f2, f4, f8), integers (i1 to i8, u1 to u8) and bool");
        }
        ByteOrder bytes = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(
                length, dimensions(name, shape.group(1)), type.group(2), bytes, order.group(1).equals("True"));
    }

    private static int[] dimensions(String name, String text) {
        String[] parts = Arrays.stream(text.replace("L", "").split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toArray(String[]::new);
        int[] shape = new int[parts.length];
        long product = 1;
        for (int i = 0; i < parts.length; i++) {
            long size = parts[i].length() > 10 || parts[i].contains(" ") ? Long.MAX_VALUE : Long.parseLong(parts[i]);
            product = size > MOST_ELEMENTS || product * size > MOST_ELEMENTS ? Long.MAX_VALUE : product * size;
            if (product == Long.MAX_VALUE) {
                throw new DataException(
                        name + " has the shape (" + OneLine.of(text, LONGEST_SHOWN) + "), more than " + MOST_ELEMENTS
                                + " elements");
            }
            shape[i] = (int) size;
        }
        return shape;
    }

    int elements() {
        int product = 1;
        for (int size : shape) {
            product *= size;
        }
        return product;
    }

    /** Whether the elements are unsigned bytes, as those of images are. */
    boolean isBytes() {
        return type.equals("u1");
    }

    int elementBytes() {
        return type.charAt(1) - '0';
    }
}
