package io.fovea.data.cifar;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.CifarImages;
import io.fovea.data.cifar.archive.IoFailure;
import io.fovea.files.AtomicFile;

/**
 * The copy of CIFAR-10 in the user's cache folder: {@code cifar-10.bin}, all records of the official binary form in order,
 * and {@code cifar-10.bin.sha256}, which {@code sha256sum -c} can check. Both are replaced atomically; each read verifies.
 *
 * @param folder the cache folder; it is created when something is written
 * @param perBatch images in a batch
 */
record CifarCache(Path folder, int perBatch) {
    private static final String NAME = "cifar-10.bin";
    private static final int CHUNK = 256;

    /** The images and the checksum that verified them. */
    record Verified(CifarImages images, Checksum checksum) {}

    /** The file with the images. */
    Path file() {
        return folder.resolve(NAME);
    }

    private Path checksumFile() {
        return folder.resolve(NAME + ".sha256");
    }

    /**
     * Reads the images; empty when there is no copy.
     *
     * @throws DataException when the copy is damaged
     */
    Optional<Verified> read(ProgressListener progress) {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try {
            long expected = (long) CifarImages.BATCHES * perBatch * CifarImages.RECORD;
            if (Files.size(file()) != expected) {
                throw new DataException("it has " + Files.size(file()) + " bytes, not " + expected);
            }
            Checksum checksum = new Checksum("SHA-256", Files.readString(checksumFile()).split(" ", 2)[0]);
            // Computing the digest takes as long as reading: a second pass over the file runs at the same time.
            var found = CompletableFuture.supplyAsync(this::checksum);
            CifarImages images = readRecords(progress);
            if (!found.join().equals(checksum)) {
                throw new DataException("its checksum is wrong");
            }
            return Optional.of(new Verified(images, checksum));
        } catch (IOException | CompletionException e) {
            throw new DataException(IoFailure.of(e), e);
        }
    }

    private Checksum checksum() {
        try {
            return Checksum.of(file(), "SHA-256", ProgressListener.none());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private CifarImages readRecords(ProgressListener progress) throws IOException {
        CifarImages images = new CifarImages(perBatch);
        byte[] record = new byte[CifarImages.RECORD];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file()), 1 << 16)) {
            for (int i = 0; i < images.size(); i++) {
                if (in.readNBytes(record, 0, record.length) < record.length) {
                    throw new EOFException(NAME);
                }
                images.label(i, record[0] & 0xff);
                images.planes(i, record, 1);
                if ((i + 1) % CHUNK == 0 || i + 1 == images.size()) {
                    progress.update("reading the cache", i + 1, images.size());
                }
            }
        }
        return images;
    }

    /**
     * Stores the images.
     *
     * @throws IOException when they can't be written; the former content is still there then
     */
    void write(CifarImages images, ProgressListener progress) throws IOException {
        Files.createDirectories(folder);
        // The checksum first: a process that reads in between finds the old data, or none, and never good data without one.
        AtomicFile.write(checksumFile(), Checksum.of(images).hex() + "  " + NAME + "\n");
        AtomicFile.write(file(), out -> writeRecords(images, out, progress));
    }

    private static void writeRecords(CifarImages images, OutputStream out, ProgressListener progress)
            throws IOException {
        byte[] record = new byte[CifarImages.RECORD];
        for (int i = 0; i < images.size(); i++) {
            images.record(i, record, 0);
            out.write(record);
            if ((i + 1) % CHUNK == 0 || i + 1 == images.size()) {
                progress.update("writing the cache", i + 1, images.size());
            }
        }
    }
}
