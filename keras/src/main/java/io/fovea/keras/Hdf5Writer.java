package io.fovea.keras;

import java.io.ByteArrayOutputStream;
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
    private record Data(byte[] type, int[] shape, int size, Consumer<ByteBuffer> values) {}

    /** Where the file goes; the first time, when its size is not known yet, nowhere. */
    private static final class Sink {
        private final byte[] file;
        private int size;

        Sink(byte[] file) {
            this.file = file;
        }

        void write(byte[] bytes) {
            write(bytes.length, b -> b.put(bytes));
        }

        void write(int count, Consumer<ByteBuffer> content) {
            int from = size;
            size = Math.addExact(size, count);
            if (file.length > 0) {
                content.accept(little(file).slice(from, count).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    /** Adds a group, and those above it. */
    void group(String path) {
        at(path);
    }

    /** Adds float32 numbers, row-major; a shape without dimensions is a single number. */
    void floats(String path, int[] shape, float[] values) {
        put(path, new Data(FLOAT, shape, Math.multiplyExact(4, values.length), b -> b.asFloatBuffer().put(values)));
    }

    /** Adds a single int32. */
    void integer(String path, int value) {
        put(path, new Data(INT, new int[0], 4, b -> b.putInt(value)));
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

    /** The file. */
    byte[] toBytes() {
        Sink counted = new Sink(new byte[0]);
        write(counted);
        byte[] file = new byte[counted.size];
        long top = write(new Sink(file));
        ByteBuffer superblock = little(file);
        superblock.put(new byte[]{(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 2, 8, 8, 0});
        superblock.putLong(0).putLong(UNDEFINED).putLong(file.length).putLong(top);
        superblock.putInt(Lookup3.hash(file, 0, SUPERBLOCK - 4));
        return file;
    }

    /** Writes all but the superblock, which comes first, and returns where the root is. */
    private long write(Sink out) {
        out.write(new byte[SUPERBLOCK]);
        return write(root, out);
    }

    private long write(Object entry, Sink out) {
        return switch (entry) {
            case Group group -> writeGroup(group, out);
            case Data data -> writeData(data, out);
            default -> throw new IllegalStateException();
        };
    }

    private long writeGroup(Group group, Sink out) {
        Map<String, Long> addresses = new LinkedHashMap<>();
        group.entries.forEach((name, entry) -> addresses.put(name, write(entry, out)));
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

    private long writeData(Data data, Sink out) {
        align(out);
        long address = out.size;
        out.write(data.size(), data.values());
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

    private static long header(ByteArrayOutputStream messages, Sink out) {
        align(out);
        long address = out.size;
        byte[] bytes = new byte[10 + messages.size() + 4];
        ByteBuffer header = little(bytes).put("OHDR".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 2).put((byte) 2).putInt(messages.size()).put(messages.toByteArray());
        header.putInt(Lookup3.hash(bytes, 0, header.position()));
        out.write(bytes);
        return address;
    }

    private static void align(Sink out) {
        out.write(new byte[Math.floorMod(-out.size, 8)]);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
