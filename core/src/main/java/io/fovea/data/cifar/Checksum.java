package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.CifarImages;

/**
 * A checksum of a file or of the images.
 *
 * @param algorithm {@code MD5}, {@code SHA-256} or {@code SHA-512}
 * @param hex its digits in lower case
 */
public record Checksum(String algorithm, String hex) {
    private static final int CHUNK = 1 << 20;

    /** The SHA-512 that npm gives as {@code sha512-} and Base64. */
    static Checksum ofIntegrity(String integrity) {
        byte[] bytes = Base64.getDecoder().decode(integrity.substring("sha512-".length()));
        return new Checksum("SHA-512", HexFormat.of().formatHex(bytes));
    }

    /** The result of a finished digest. */
    static Checksum of(MessageDigest digest) {
        return new Checksum(digest.getAlgorithm(), HexFormat.of().formatHex(digest.digest()));
    }

    /** The checksum of a file's content. */
    static Checksum of(Path file, String algorithm, ProgressListener progress) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] chunk = new byte[CHUNK];
        long total = Files.size(file);
        long done = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                done += read;
                progress.update("verifying", done, total);
            }
        }
        return of(digest);
    }

    /** The checksum of the images as records of the official binary form, in order. */
    public static Checksum of(CifarImages images) {
        MessageDigest digest = digest("SHA-256");
        byte[] record = new byte[CifarImages.RECORD];
        for (int i = 0; i < images.size(); i++) {
            images.record(i, record, 0);
            digest.update(record);
        }
        return of(digest);
    }

    /** A new digest; every Java has these. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks that a file has this checksum.
     *
     * @throws DataException when it has another
     */
    void verify(Path file, ProgressListener progress) throws IOException {
        Checksum found = of(file, algorithm, progress);
        if (!found.equals(this)) {
            throw new DataException(
                    "the file is damaged or another one: its checksum is " + found + ", and should be " + this);
        }
    }

    /** The algorithm and the digits: {@code MD5 c32a…}. */
    @Override
    public String toString() {
        return algorithm + " " + hex;
    }
}
