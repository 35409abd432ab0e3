package io.fovea.keras;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

import io.fovea.files.AtomicFile;

/**
 * The Python file that defines for Keras the layers that only Fovea has: Maxout, SumPooling2D, GlobalSumPooling2D, AlternatingFlip,
 * Cutout, and RandomCrop with padding. A program that imports it can load files that hold them.
 *
 * <p>Example: {@code KerasExtras.write(Path.of("fovea_extras.py"))}, then in Python {@code import fovea_extras}
 */
public final class KerasExtras {
    private static final String FILE = "fovea_extras.py";

    private KerasExtras() {}

    /**
     * Writes the file; one that is there is replaced.
     *
     * @throws IOException when it can't be written
     */
    public static void write(Path file) throws IOException {
        try (InputStream in = Objects.requireNonNullElseGet(
                KerasExtras.class.getResourceAsStream(FILE), InputStream::nullInputStream)) {
            byte[] text = in.readAllBytes();
            if (text.length == 0) {
                throw new FileNotFoundException("this installation lacks " + FILE);
            }
            AtomicFile.write(file, out -> out.write(text));
        }
    }
}
