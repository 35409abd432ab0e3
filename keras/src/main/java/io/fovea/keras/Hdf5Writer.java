package io.fovea.keras;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the part of HDF5 that a Keras weights file needs: groups, and contiguous data sets of float32 or int32 (<i>HDF5 File
 * Format Specification</i> 3.0: superblock 2, object headers 2, links in the header).
 */
final class Hdf5Writer {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK = 48;
    private static final int BLOCK = 1 << 16;
    private static final byte[] FLOAT = {
        0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0
    };
    private static final byte[] INT = {0x10, 0x08, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0};

    private final Group root = new Group();

    /** A group: its entries in the order in which they were added. */
    private static final class Group {
        private final Map<String, Object> entries = new LinkedHashMap<>();
    }

    /** Numbers with a shape, written when the file is. */
    private record Data(byte[] type, int[] shape, int size, Numbers numbers) {}

    /** Writes numbers. */
    private interface Numbers {
        void write(OutputStream out) throws IOException;
    }

    /** Where the file goes, and how far it is. */
    private static final class Sink {
        private final OutputStream out;
        private final boolean counts;
        private long size;

        /** @param counts whether all that matters is how long the file becomes */
        Sink(OutputStream out, boolean counts) {
            this.out = out;
            this.counts = counts;
        }

        void write(byte[] bytes) throws IOException {
            write(bytes.length, target -> target.write(bytes));
        }

        void write(int count, Numbers numbers) throws IOException {
            size += count;
            if (!counts) {
                numbers.write(out);
            }
        }
    }

    /** Adds a group, and those above it. */
    void group(String path) {
        at(path);
    }

    /** Adds float32 numbers, row-major; a shape without dimensions is a single number. */
    void floats(String path, int[] shape, float[] values) {
        put(path, new Data(FLOAT, shape, Math.multiplyExact(4, values.length), out -> write(values, out)));
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int from = 0; from < values.length; from += BLOCK / 4) {
            int count = Math.min(BLOCK / 4, values.length - from);
            little(block).asFloatBuffer().put(values, from, count);
            out.write(block, 0, 4 * count);
        }
    }

    /** Adds a single int32. */
    void integer(String path, int value) {
        put(path, new Data(INT, new int[0], 4, out -> out.write(little(new byte[4]).putInt(value).array())));
    }

    private void put(String path, Data data) {
        int slash = path.lastIndexOf('/');
        at(path.substring(0, slash)).entries.put(path.substring(slash + 1), data);
    }

    private Group at(String path) {
        Group group = root;
        for (String name : List.of(path.split("/", -1))) {
            group = (Group) group.entries.computeIfAbsent(name, n -> new Group());
        }
        return group;
    }

    /** How many bytes the file has. */
    long size() throws IOException {
        Sink counted = new Sink(OutputStream.nullOutputStream(), true);
        counted.write(new byte[SUPERBLOCK]);
        write(root, counted);
        return counted.size;
    }

    /** Writes the file, of which a block at a time is in memory beside its numbers. */
    void write(OutputStream out) throws IOException {
        Sink counted = new Sink(OutputStream.nullOutputStream(), true);
        counted.write(new byte[SUPERBLOCK]);
        long top = write(root, counted);
        byte[] first = new byte[SUPERBLOCK];
        ByteBuffer superblock = little(first);
        superblock.put(new byte[]{(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 2, 8, 8, 0});
        superblock.putLong(0).putLong(UNDEFINED).putLong(counted.size).putLong(top);
        superblock.putInt(Lookup3.hash(first, 0, SUPERBLOCK - 4));
        Sink file = new Sink(out, false);
        file.write(first);
        write(root, file);
    }

    private long write(Object entry, Sink out) throws IOException {
        return switch (entry) {
            case Group group -> writeGroup(group, out);
            case Data data -> writeData(data, out);
            default -> throw new IllegalStateException();
        };
    }

    private long writeGroup(Group group, Sink out) throws IOException {
        Map<String, Long> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : group.entries.entrySet()) {
            addresses.put(entry.getKey(), write(entry.getValue(), out));
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        message(messages, 0x02, 18, b -> b.put((byte) 0).put((byte) 0).putLong(UNDEFINED).putLong(UNDEFINED));
        message(messages, 0x0a, 2, b -> {});
        addresses.forEach((name, address) -> link(messages, name, address));
        return header(messages, out);
    }

    /** A hard link with a name of up to 255 bytes in UTF-8. */
    private static void link(ByteArrayOutputStream messages, String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        message(messages, 0x06, 12 + text.length, b -> b.put((byte) 1)
                .put((byte) 0x10)
                .put((byte) 1)
                .put((byte) text.length)
                .put(text)
                .putLong(address));
    }

    private long writeData(Data data, Sink out) throws IOException {
        align(out);
        long address = out.size;
        out.write(data.size(), data.numbers());
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int rank = data.shape().length;
        message(messages, 0x01, 4 + 8 * rank, b -> {
            b.put((byte) 2).put((byte) rank).put((byte) 0).put((byte) (rank == 0 ? 0 : 1));
            for (int size : data.shape()) {
                b.putLong(size);
            }
        });
        message(messages, 0x03, data.type().length, b -> b.put(data.type()));
        message(messages, 0x05, 2, b -> b.put((byte) 3).put((byte) 0x0a));
        message(messages, 0x08, 18, b -> b.put((byte) 3).put((byte) 1).putLong(address).putLong(data.size()));
        return header(messages, out);
    }

    /** A message of an object header: its type, its size, its content. */
    private static void message(ByteArrayOutputStream messages, int type, int size, Consumer<ByteBuffer> content) {
        byte[] bytes = new byte[4 + size];
        ByteBuffer message = little(bytes).put((byte) type).putShort((short) size).put((byte) 0);
        content.accept(message);
        messages.writeBytes(bytes);
    }

    private static long header(ByteArrayOutputStream messages, Sink out) throws IOException {
        align(out);
        long address = out.size;
        byte[] bytes = new byte[10 + messages.size() + 4];
        ByteBuffer header = little(bytes).put("OHDR".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 2).put((byte) 2).putInt(messages.size()).put(messages.toByteArray());
        header.putInt(Lookup3.hash(bytes, 0, header.position()));
        out.write(bytes);
        return address;
    }

    private static void align(Sink out) throws IOException {
        out.write(new byte[(int) Math.floorMod(-out.size, 8L)]);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
