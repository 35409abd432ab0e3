package io.fovea.callbacks;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One event file of TensorBoard: records in TFRecord framing, each an {@code Event} message. A record is its length (8 bytes), a masked
 * CRC-32C of the length, the message, and a masked CRC-32C of the message. The file begins to exist with its first event; between two
 * events it is closed.
 */
final class EventFile {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;

    private final Path folder;
    private String name = "";
    private long length;

    /** A file in {@code folder}, which is made when it is missing. */
    EventFile(Path folder) {
        this.folder = folder;
    }

    /** Appends values of one step. */
    void append(long step, List<byte[]> values) throws IOException {
        double seconds = System.currentTimeMillis() / 1e3;
        if (name.isEmpty()) {
            create((long) seconds);
            write(new ProtoWriter().real(1, seconds).text(3, VERSION).message());
        }
        ProtoWriter summary = new ProtoWriter();
        values.forEach(value -> summary.bytes(1, value));
        write(new ProtoWriter().real(1, seconds).integer(2, step).bytes(5, summary.message()).message());
    }

    /** TensorBoard knows event files by {@code tfevents} in their names, and reads those of a folder in the order of the names. */
    private void create(long seconds) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        while (name.isEmpty()) {
            String candidate = String.format(
                    "events.out.tfevents.%010d.fovea.%d.%d.v2", seconds, ProcessHandle.current().pid(), number);
            try {
                Files.createFile(folder.resolve(candidate));
                name = candidate;
            } catch (FileAlreadyExistsException _) {
                number++; // Another training of this second wrote it.
            }
        }
        length = 0;
    }

    private void write(byte[] message) throws IOException {
        byte[] size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(message.length).array();
        ByteBuffer framed = ByteBuffer.allocate(Long.BYTES + message.length + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(size)
                .putInt(masked(size))
                .put(message)
                .putInt(masked(message));
        try (OutputStream out = Files.newOutputStream(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(framed.array());
        }
        length += framed.capacity();
    }

    /** A checksum that differs from that of data which hold their own checksum. */
    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** Remembers how far the file goes. */
    void save(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeLong(length);
    }

    /**
     * Goes on with the file that was saved, without the events that came later: they are going to come again. Where it is no longer there,
     * another one is begun.
     */
    void restore(DataInput in) throws IOException {
        String saved = in.readUTF();
        long end = in.readLong();
        Path file = folder.resolve(saved);
        if (saved.isEmpty() || !Files.isRegularFile(file) || Files.size(file) < end) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
        name = saved;
        length = end;
    }
}
