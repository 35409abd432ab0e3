package io.fovea.app;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there whole or not at all. */
final class WholeFile {
    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        /** Writes it as {@code file}. */
        void write(Path file) throws IOException;
    }

    private WholeFile() {}

    /** Writes {@code content} to a file beside {@code file}, then moves it there. */
    static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            content.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw named(file, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What went wrong with which file: a full disk doesn't say it. */
    static FileSystemException named(Path file, IOException e) {
        FileSystemException named = new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
        named.initCause(e);
        return named;
    }

    /** Writes a text. */
    static void write(Path file, String text) throws IOException {
        write(file, part -> Files.writeString(part, text));
    }

    /**
     * Refuses a file that can't be written, before work for it begins.
     *
     * @throws Failure then
     */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new Failure(file + " is a folder: name a file with --out");
        }
        if (!Files.isDirectory(folder)) {
            throw new Failure("the folder of " + file + " does not exist: make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new Failure("no permission to write into the folder of " + file);
        }
    }
}
