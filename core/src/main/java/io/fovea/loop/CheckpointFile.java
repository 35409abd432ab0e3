package io.fovea.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A checkpoint as a file, all numbers big-endian: {@value #MAGIC}; the format's version and the length of the head, an int
 * each; the number of floats, a long; the head, {@link Checkpoint#encode}; the floats, raw; the CRC-32C of all that, an int.
 */
final class CheckpointFile {
    static final String MAGIC = "FOVEACKP";

    private static final int VERSION = 2;
    private static final int PREFIX = MAGIC.length() + 2 * Integer.BYTES + Long.BYTES;
    private static final int CHECKSUM = Integer.BYTES;
    private static final int BUFFER = 1 << 20;

    private CheckpointFile() {}

    /** Writes a new file; none must be there, not even a link. Afterwards it is not yet forced to the disk. */
    static void write(Path file, Checkpoint checkpoint, List<Floats> floats) throws IOException {
        byte[] head = checkpoint.encode();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            Writing out = new Writing(channel);
            out.put(MAGIC.getBytes(StandardCharsets.US_ASCII));
            out.put(ByteBuffer.allocate(PREFIX - MAGIC.length())
                    .putInt(VERSION)
                    .putInt(head.length)
                    .putLong(floats.stream().mapToLong(Floats::count).sum())
                    .array());
            out.put(head);
            for (Floats some : floats) {
                out.put(some.read().get());
            }
            out.finish();
        }
    }

    /** Bytes on their way through a buffer and the checksum into a file. */
    private static final class Writing {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        private final CRC32C checksum = new CRC32C();

        Writing(FileChannel channel) {
            this.channel = channel;
        }

        void put(byte[] bytes) throws IOException {
            for (int at = 0; at < bytes.length;) {
                int run = Math.min(bytes.length - at, buffer.remaining());
                buffer.put(bytes, at, run);
                at += run;
                flushIfFull();
            }
        }

        void put(float[] values) throws IOException {
            for (int at = 0; at < values.length;) {
                int run = Math.min(values.length - at, buffer.remaining() / Float.BYTES);
                buffer.asFloatBuffer().put(values, at, run);
                buffer.position(buffer.position() + run * Float.BYTES);
                at += run;
                flushIfFull();
            }
        }

        private void flushIfFull() throws IOException {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
        }

        private void flush() throws IOException {
            checksum.update(buffer.flip());
            write(buffer.flip());
        }

        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            bytes.clear();
        }

        void finish() throws IOException {
            flush();
            write(buffer.putInt((int) checksum.getValue()).flip());
        }
    }

    /**
     * Reads all but the floats, and checks every byte.
     *
     * @throws IOException when the file is damaged or none of these, with the reason as its message
     */
    static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < PREFIX + CHECKSUM) {
                throw new IOException("it has " + size + " bytes, which is too few");
            }
            Prefix prefix = Prefix.read(channel);
            if (prefix.fileSize() != size) {
                throw new IOException("it has " + size + " bytes, but should have " + prefix.fileSize());
            }
            if (checksum(channel, size - CHECKSUM) != bytes(channel, size - CHECKSUM, CHECKSUM).getInt()) {
                throw new IOException("its checksum does not fit its content");
            }
            return Checkpoint.decode(bytes(channel, PREFIX, prefix.head()).array());
        }
    }

    /** The lengths that a file begins with. */
    private record Prefix(int head, long floats) {
        static Prefix read(FileChannel channel) throws IOException {
            ByteBuffer prefix = bytes(channel, 0, PREFIX);
            byte[] magic = new byte[MAGIC.length()];
            prefix.get(magic);
            if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
                throw new IOException("it is no checkpoint");
            }
            int version = prefix.getInt();
            if (version != VERSION) {
                throw new IOException("its format is version " + version + ", but this Fovea knows " + VERSION);
            }
            Prefix lengths = new Prefix(prefix.getInt(), prefix.getLong());
            if (lengths.head < 0 || lengths.floats < 0 || lengths.floats > channel.size() / Float.BYTES) {
                throw new IOException("its lengths are impossible");
            }
            return lengths;
        }

        long fileSize() {
            return (long) PREFIX + head + Float.BYTES * floats + CHECKSUM;
        }
    }

    private static int checksum(FileChannel channel, long size) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (long at = 0; at < size; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, size - at));
            fill(channel, at, buffer);
            checksum.update(buffer);
        }
        return (int) checksum.getValue();
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        fill(channel, at, bytes);
        return bytes;
    }

    private static void fill(FileChannel channel, long at, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        buffer.flip();
    }

    /** Sets the floats from a file that {@link #read} found good, and whose table is theirs. */
    static void load(Path file, List<Floats> floats) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = (long) PREFIX + Prefix.read(channel).head();
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            for (Floats some : floats) {
                float[] values = new float[some.count()];
                for (int done = 0; done < values.length; done += buffer.limit() / Float.BYTES) {
                    buffer.clear().limit(Math.min(BUFFER, (values.length - done) * Float.BYTES));
                    fill(channel, at + (long) done * Float.BYTES, buffer);
                    buffer.asFloatBuffer().get(values, done, buffer.limit() / Float.BYTES);
                }
                some.write().accept(values);
                at += (long) values.length * Float.BYTES;
            }
        }
    }
}
