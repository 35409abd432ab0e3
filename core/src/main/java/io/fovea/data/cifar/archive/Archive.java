package io.fovea.data.cifar.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/** Reads the batches out of an archive ({@code .tar.gz}, {@code .tgz}, {@code .tar}) or a folder, in any of the forms. */
public final class Archive {
    private static final List<BatchFormat> FORMATS = List.of(new BinaryFormat(), new PythonFormat(), new PngFormat());
    private static final List<String> SUBFOLDERS =
            List.of("", "cifar-10-batches-bin", "cifar-10-batches-py", "package");
    private static final String READING = "reading the images";

    private final CifarImages images;
    private final ProgressListener progress;
    private int parts;

    private Archive(int perBatch, ProgressListener progress) {
        this.images = new CifarImages(perBatch);
        this.progress = progress;
    }

    /** Whether a folder, or one of the folders that the archives unpack to in it, holds batches. */
    public static boolean isIn(Path folder) {
        return form(folder).isPresent();
    }

    /**
     * All images of an archive or a folder.
     *
     * @throws DataException when it is damaged, or holds too few or too many; the message starts with the path
     */
    public static CifarImages read(Path path, int perBatch, ProgressListener progress) {
        Archive archive = new Archive(perBatch, progress);
        try {
            if (Files.isDirectory(path)) {
                archive.readFolder(path);
            } else {
                archive.readTar(path);
            }
            archive.images.checkComplete();
            return archive.images;
        } catch (DataException e) {
            throw new DataException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(path + " can't be read as an archive of CIFAR-10: " + IoFailure.of(e), e);
        }
    }

    private void readTar(Path path) throws IOException {
        // What the python form has beside the pixels, and twice as much for whatever else lies in the archive.
        long budget = (long) images.size() * (CifarImages.RECORD + 512) + (1 << 20);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            file.mark(2);
            boolean zipped = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            InputStream unpacked = zipped ? new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16) : file;
            Tar tar = new Tar(unpacked, budget);
            for (Optional<ArchiveEntry> part = tar.next(); part.isPresent(); part = tar.next()) {
                for (BatchFormat format : FORMATS) {
                    if (format.knows(part.get().name())) {
                        read(format, part.get());
                    }
                }
            }
            tar.end();
        }
    }

    private void readFolder(Path path) throws IOException {
        Form form = form(path).orElseThrow(() -> new DataException("no batches of CIFAR-10 are in this folder"));
        for (String name : names(form.folder())) {
            if (form.format().knows(name)) {
                Path file = form.folder().resolve(name);
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                    read(form.format(), new ArchiveEntry(name, Files.size(file), in));
                }
            }
        }
    }

    private void read(BatchFormat format, ArchiveEntry part) throws IOException {
        progress.update(READING, parts, CifarImages.BATCHES);
        format.read(part, images);
        parts = Math.min(parts + 1, CifarImages.BATCHES);
        progress.update(READING, parts, CifarImages.BATCHES);
    }

    private record Form(Path folder, BatchFormat format) {}

    private static Optional<Form> form(Path folder) {
        for (String subfolder : SUBFOLDERS) {
            for (BatchFormat format : FORMATS) {
                if (Files.isRegularFile(folder.resolve(subfolder).resolve(format.testFile()))) {
                    return Optional.of(new Form(folder.resolve(subfolder), format));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
