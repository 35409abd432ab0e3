package io.fovea.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file atomically: a reader sees the old content or the new one, never a part, also after a crash. The content goes
 * to a temporary file in the same folder, is forced to the disk and then moved into place.
 *
 * <p>Each temporary file has a random name and is created exclusively, so writers in several processes don't disturb each
 * other, and a link that somebody placed under that name is not followed.
 */
public final class AtomicFile {
    private static final String SUFFIX = ".part";

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered, and closed by the caller. */
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces {@code file} with {@code content}.
     *
     * @throws FileSystemException when it can't be written, with the name of the file; then the old content is still there
     * @throws IOException what {@code content} throws on its own account
     */
    public static void write(Path file, Content content) throws IOException {
        Path temporary = temporary(file);
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.write(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk is reported without the name of the file.
            FileSystemException named = new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
            named.initCause(e);
            throw named;
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file);
    }

    /** Replaces {@code file} with a text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Makes {@code link} a second name of {@code file}, which takes no space on the disk. Where the file system has no hard
     * links, {@code link} stays as it is.
     */
    public static void link(Path link, Path file) throws IOException {
        Path temporary = temporary(link);
        try {
            Files.createLink(temporary, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            return;
        }
        try {
            Files.move(temporary, link, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Whether {@code candidate} has the name of a temporary file for {@code file}; a killed process leaves such a file. */
    public static boolean isTemporary(Path candidate, Path file) {
        String name = String.valueOf(candidate.getFileName());
        return name.startsWith("." + file.getFileName() + "-") && name.endsWith(SUFFIX);
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + SUFFIX);
    }

    /** Makes the move durable. Windows can't open folders and needs no such call. */
    private static void forceFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException _) {
                return; // The content is complete on the disk; only the order of two names is not guaranteed.
            }
        }
    }
}
