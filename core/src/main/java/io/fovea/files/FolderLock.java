package io.fovea.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * An exclusive lock on a folder, among processes and within one. The operating system releases it when the process ends, also
 * when it is killed. While it is held, the file {@value #NAME} in the folder says by whom.
 *
 * <pre>{@code
 * try (FolderLock lock = FolderLock.acquire(folder, "fovea train")) { … }
 * }</pre>
 */
public final class FolderLock implements AutoCloseable {
    /** The name of the lock's file. */
    public static final String NAME = ".fovea-lock";

    /** The locked byte lies behind the text, which on Windows could not be read otherwise. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int MAX_TEXT = 1000;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder that exists.
     *
     * @param use what the holder does, for the message that others get
     * @throws FolderInUseException when it is locked; the message says by which process
     * @throws IOException when the folder can't be written or locked
     */
    public static FolderLock acquire(Path folder, String use) throws IOException {
        Optional<FolderLock> lock = tryAcquire(folder, use);
        if (lock.isEmpty()) {
            throw new FolderInUseException(folder, holder(folder));
        }
        return lock.get();
    }

    /**
     * Locks a folder that exists, unless it is locked.
     *
     * @param use what the holder does, for the message that others get
     * @throws IOException when the folder can't be written or locked
     */
    public static Optional<FolderLock> tryAcquire(Path folder, String use) throws IOException {
        Path file = folder.resolve(NAME);
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            boolean acquired = false;
            try {
                if (!lock(channel)) {
                    return Optional.empty();
                }
                // The former holder deletes the file: whoever locked a deleted file has locked nothing.
                String text = text(use);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                acquired = text.equals(content(file));
                if (acquired) {
                    return Optional.of(new FolderLock(file, channel));
                }
            } finally {
                if (!acquired) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process holds it
        }
    }

    /** The first line is for people, the second one tells two locks of one process apart. */
    private static String text(String use) {
        OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        String line = "process " + ProcessHandle.current().pid() + " (" + use + ", since " + now + ")";
        return line.replaceAll("\\R", " ") + "\n" + UUID.randomUUID() + "\n";
    }

    /** Who holds the lock of a folder, in words: {@code process 4711 (fovea train, since 2026-01-31T23:59:59Z)}. */
    public static String holder(Path folder) throws IOException {
        String text = content(folder.resolve(NAME));
        String line = text.lines().findFirst().orElse("");
        return line.startsWith("process ") ? line.substring(0, Math.min(line.length(), MAX_TEXT)) : "another process";
    }

    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(file);
            } finally {
                channel.close();
            }
        }
    }
}
