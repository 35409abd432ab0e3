package io.fovea.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/**
 * The copy of CIFAR-10 in the user's cache folder: {@code cifar-10.bin}, all records of the official binary form in order,
 * and {@code cifar-10.bin.sha256}, which {@code sha256sum -c} understands too. Both are written beside their places and moved
 * there when they are whole; each reading verifies.
 *
 * @param folder the cache folder, which need not be there yet
 * @param perBatch pictures a batch
 */
record CifarCache(Path folder, int perBatch) {
    private static final String NAME = "cifar-10.bin";
    private static final int CHUNK = 256;

    /** Pictures with the checksum that they were verified by. */
    record Verified(CifarPictures pictures, Checksum checksum) {}

    /** Where the pictures are. */
    Path file() {
        return folder.resolve(NAME);
    }

    private Path checksumFile() {
        return folder.resolve(NAME + ".sha256");
    }

    /**
     * The pictures; empty when there is no copy.
     *
     * @throws DataException when the copy is damaged
     */
    Optional<Verified> read(ProgressListener progress) {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try {
            long expected = (long) CifarPictures.BATCHES * perBatch * CifarPictures.RECORD;
            if (Files.size(file()) != expected) {
                throw new DataException("it has " + Files.size(file()) + " bytes, not " + expected);
            }
            Checksum checksum = new Checksum("SHA-256", Files.readString(checksumFile()).split(" ", 2)[0]);
            // The digest takes as long as the reading; a second look at the file lets both go on at once.
            var found = CompletableFuture.supplyAsync(this::checksum);
            CifarPictures pictures = readRecords(progress);
            if (!found.join().equals(checksum)) {
                throw new DataException("its checksum is wrong");
            }
            return Optional.of(new Verified(pictures, checksum));
        } catch (IOException | CompletionException e) {
            throw new DataException(Reason.of(e), e);
        }
    }

    private Checksum checksum() {
        try {
            return Checksum.of(file(), "SHA-256", ProgressListener.none());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private CifarPictures readRecords(ProgressListener progress) throws IOException {
        CifarPictures pictures = new CifarPictures(perBatch);
        byte[] record = new byte[CifarPictures.RECORD];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file()), 1 << 16)) {
            Part part = new Part(NAME, Files.size(file()), in);
            for (int i = 0; i < pictures.size(); i++) {
                part.fill(record, record.length);
                pictures.label(i, record[0] & 0xff);
                pictures.planes(i, record, 1);
                if ((i + 1) % CHUNK == 0 || i + 1 == pictures.size()) {
                    progress.update("reading the cache", i + 1, pictures.size());
                }
            }
        }
        return pictures;
    }

    /**
     * Keeps the pictures.
     *
     * @throws IOException when they can't be written; then whatever was there before is still there
     */
    void write(CifarPictures pictures, ProgressListener progress) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, Leftovers.PREFIX, ".part");
        try {
            Checksum checksum = writeRecords(pictures, part, progress);
            move(part, file());
            Files.writeString(part, checksum.hex() + "  " + NAME + "\n");
            move(part, checksumFile());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Checksum writeRecords(CifarPictures pictures, Path to, ProgressListener progress)
            throws IOException {
        MessageDigest digest = Checksum.digest("SHA-256");
        byte[] records = new byte[CHUNK * CifarPictures.RECORD];
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int first = 0; first < pictures.size(); first += CHUNK) {
                int count = Math.min(CHUNK, pictures.size() - first);
                for (int i = 0; i < count; i++) {
                    pictures.record(first + i, records, i * CifarPictures.RECORD);
                }
                digest.update(records, 0, count * CifarPictures.RECORD);
                out.write(records, 0, count * CifarPictures.RECORD);
                progress.update("writing the cache", first + count, pictures.size());
            }
        }
        return Checksum.of(digest);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
