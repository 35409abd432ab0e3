package io.fovea.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over files, which tells whether data is the same as it was. */
final class Sha256 {
    private final MessageDigest digest;
    private final byte[] chunk = new byte[1 << 16];

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes a name in, so that the same content under other names counts as other data. */
    void add(String name) {
        digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes the content of a file in.
     *
     * @throws DataException when it can't be read
     */
    void add(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw new DataException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The checksum with its kind: {@code SHA-256 1f0e…}. */
    String finish() {
        return "SHA-256 " + HexFormat.of().formatHex(digest.digest());
    }
}
