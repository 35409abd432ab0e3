package io.fovea.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the file that a user names with {@code --out}. */
final class OutputFile {
    private OutputFile() {}

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
            throw new Failure("the folder of " + file + " does not exist: create it first");
        }
        if (!Files.isWritable(folder)) {
            throw new Failure("no permission to write into the folder of " + file);
        }
    }
}
