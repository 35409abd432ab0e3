package io.fovea.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

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
    private static final int MAX_USE = 300;
    private static final int MAX_BYTES = 2048;

    /**
     * The folders that this process has locked, with the text of the lock. Where locks belong to processes, as POSIX has it,
     * closing any channel on the file releases the lock: so a process must never open the file of a lock that it holds.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path folder;
    private final FileChannel locked;
    private final FileChannel probe;

    private FolderLock(Path folder, FileChannel locked, FileChannel probe) {
        this.folder = folder;
        this.locked = locked;
        this.probe = probe;
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
        Path real = folder.toRealPath();
        String text = text(use);
        if (HELD.putIfAbsent(real, text) != null) {
            return Optional.empty();
        }
        Optional<FolderLock> lock = Optional.empty();
        try {
            lock = tryLock(real, text);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(real);
            }
        }
    }

    private static Optional<FolderLock> tryLock(Path folder, String text) throws IOException {
        Path file = folder.resolve(NAME);
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            boolean acquired = false;
            try {
                if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                    return Optional.empty();
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                // The former holder deletes its file: whoever waited with a deleted file has locked nothing.
                Optional<FileChannel> probe = open(file, text);
                acquired = probe.isPresent();
                if (acquired) {
                    return probe.map(same -> new FolderLock(folder, channel, same));
                }
            } finally {
                if (!acquired) {
                    channel.close();
                }
            }
        }
    }

    /** A channel on the file, if its content is {@code text}. */
    private static Optional<FileChannel> open(Path file, String text) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.allocate(MAX_BYTES);
        channel.read(content);
        if (text.equals(StandardCharsets.UTF_8.decode(content.flip()).toString())) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    /** The first line is for people, the second one tells the locks of one process apart. */
    private static String text(String use) {
        OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        String what = use.replaceAll("\\R", " ");
        String line = "process " + ProcessHandle.current().pid() + " ("
                + what.substring(0, Math.min(what.length(), MAX_USE)) + ", since " + now + ")";
        return line + "\n" + UUID.randomUUID() + "\n";
    }

    /** Who holds the lock of a folder, in words: {@code process 4711 (fovea train, since 2026-01-31T23:59:59Z)}. */
    public static String holder(Path folder) throws IOException {
        Path real = folder.toRealPath();
        String own = HELD.get(real);
        String line = (own != null ? own : content(real.resolve(NAME))).lines().findFirst().orElse("");
        return line.startsWith("process ") ? line : "another process";
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        if (!locked.isOpen()) {
            return;
        }
        try (locked; probe) {
            Files.deleteIfExists(folder.resolve(NAME));
        } finally {
            HELD.remove(folder);
        }
    }
}
