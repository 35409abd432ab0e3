package io.fovea.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.fovea.training.CheckpointException;

/**
 * A folder that one training at a time uses. The lock ends with its process, however that ends; the file stays, with the process
 * that had it last.
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = "checkpoint.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks {@code folder}, and makes it if it is not there.
     *
     * @throws CheckpointException when a training has it, with the id of its process
     * @throws IOException when the lock file can't be used
     */
    static FolderLock of(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (!isLocked(channel)) {
                throw new CheckpointException(
                        "the checkpoints in " + folder + " are in use by another training, in process "
                                + holder(channel)
                                + "; wait until it ends, or name another folder");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer id = ByteBuffer.allocate(20);
        channel.read(id, 0);
        String text = new String(id.array(), 0, id.position(), StandardCharsets.US_ASCII).strip();
        return text.isEmpty() ? "unknown" : text;
    }

    /** Leaves the folder to others. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
