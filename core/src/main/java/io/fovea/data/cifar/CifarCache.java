package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

import io.fovea.data.DataException;

/**
 * CIFAR-10 on the user's disk: one file of the 60,000 records in the official order, and its SHA-256 in a file beside it. Both
 * are written under another name and moved into place, the checksum last, so that what is there is whole; it is compared all
 * the same each time.
 */
public final class CifarCache {
    private static final long TRAIN = (long) CifarRecords.BATCHES * CifarRecords.BATCH * CifarRecords.RECORD;
    private static final long TEST = (long) CifarRecords.BATCH * CifarRecords.RECORD;

    private final Path file;
    private final Path sum;

    /** The cache in {@code folder}. */
    public CifarCache(Path folder) {
        file = folder.resolve("cifar10.bin");
        sum = folder.resolve("cifar10.sha256");
    }

    /** Where the records are. */
    public Path file() {
        return file;
    }

    /** What is there, if it is whole. */
    public Optional<CifarRecords> read() throws IOException {
        if (!Files.exists(file) || !Files.exists(sum) || Files.size(file) != TRAIN + TEST) {
            return Optional.empty();
        }
        MessageDigest digest = Digests.of("SHA-256");
        byte[] train;
        byte[] test;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            train = in.readNBytes((int) TRAIN);
            test = in.readNBytes((int) TEST);
        }
        boolean whole = HexFormat.of().formatHex(digest.digest()).equals(Files.readString(sum).strip());
        return whole && test.length == TEST ? Optional.of(new CifarRecords(train, test)) : Optional.empty();
    }

    /** The checksum of what is there. */
    public String checksum() throws IOException {
        return "SHA-256 " + Files.readString(sum).strip();
    }

    /** Keeps the records. */
    public void write(CifarRecords records) throws IOException {
        MessageDigest digest = Digests.of("SHA-256");
        digest.update(records.train());
        digest.update(records.test());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            move(out -> {
                out.write(records.train());
                out.write(records.test());
            }, file);
            String text = HexFormat.of().formatHex(digest.digest()) + "\n";
            move(out -> out.write(text.getBytes(StandardCharsets.US_ASCII)), sum);
        } catch (IOException e) {
            throw new DataException("CIFAR-10 can't be kept in " + file + ": " + e, e);
        }
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private static void move(Writer writer, Path target) throws IOException {
        Path temporary =
                Files.createTempFile(target.toAbsolutePath().getParent(), target.getFileName().toString(), ".part");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                writer.write(out);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
