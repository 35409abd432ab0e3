package io.fovea.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fovea.files.FolderInUseException;
import io.fovea.files.FolderLock;
import io.fovea.training.CheckpointException;

/**
 * The checkpoints of a training: {@code checkpoint-0003-0001250} is that of epoch 3 after batch 1250. A file gets its name
 * when it is complete and forced to the disk; then all but the last two are deleted.
 */
final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("checkpoint-\\d+-\\d+");
    /** One that is being written: with a part of its own, so that no two writers ever have the same. */
    private static final Pattern UNFINISHED = Pattern.compile("checkpoint-\\d+-\\d+(\\..+)?\\.part");

    private final Path folder;
    private Optional<Path> last = Optional.empty();
    private Optional<FolderLock> lock = Optional.empty();
    private CompletableFuture<Void> sealing = CompletableFuture.completedFuture(null);

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the folder for one training alone.
     *
     * @throws CheckpointException when another one has it, with its process
     */
    void lock() {
        try {
            Files.createDirectories(folder);
            lock = Optional.of(FolderLock.acquire(folder, "a training"));
        } catch (FolderInUseException e) {
            throw new CheckpointException(e.getMessage() + "; wait until it ends, or name another folder", e);
        } catch (IOException e) {
            throw new CheckpointException("no checkpoints can be written to " + folder + ": " + reason(e), e);
        }
    }

    /** Leaves the folder to others. */
    void unlock() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            throw new CheckpointException("the lock of " + folder + " can't be released: " + reason(e), e);
        } finally {
            lock = Optional.empty();
        }
    }

    /** A checkpoint and its file. */
    record Found(Path file, Checkpoint checkpoint) {}

    /**
     * The newest checkpoint that is not damaged; empty when there is none at all.
     *
     * @param warnings who is told of those that are damaged
     * @throws CheckpointException when all are damaged
     */
    Optional<Found> newest(Consumer<String> warnings) {
        List<String> damaged = new ArrayList<>();
        for (Path file : files()) {
            try {
                Found found = new Found(file, CheckpointFile.read(file));
                last = Optional.of(file);
                damaged.forEach(reason -> warnings.accept(
                        "the checkpoint " + reason + "; the one before it is taken, " + file.getFileName()));
                return Optional.of(found);
            } catch (IOException e) {
                damaged.add(file + " can't be used: " + reason(e));
            }
        }
        if (!damaged.isEmpty()) {
            throw new CheckpointException(
                    "no checkpoint is left to go on from: " + String.join("; ", damaged)
                            + "; delete them and train from the start");
        }
        return Optional.empty();
    }

    /** The files, the newest first. */
    List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong((Path file) -> number(file, 1))
                            .thenComparingLong(file -> number(file, 2))
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException("the checkpoints in " + folder + " can't be listed: " + reason(e));
        }
    }

    private static long number(Path file, int part) {
        String digits = file.getFileName().toString().split("-", -1)[part];
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /**
     * Makes the folder, and deletes what a killed process left unfinished.
     *
     * @param fresh whether there must be no checkpoints
     * @throws CheckpointException when there are, or the folder can't be made
     */
    void begin(boolean fresh) {
        if (fresh && !files().isEmpty()) {
            throw new CheckpointException(
                    folder + " holds checkpoints of an earlier training: resume it, delete them, or name another folder");
        }
        try {
            Files.createDirectories(folder);
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    if (UNFINISHED.matcher(file.getFileName().toString()).matches()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new CheckpointException("no checkpoints can be written to " + folder + ": " + reason(e), e);
        }
    }

    /**
     * Writes one more. Forcing it to the disk takes time, so that is done in the background.
     *
     * @throws CheckpointException when this one or the one before can't be written
     */
    void write(Checkpoint checkpoint, List<Floats> floats) {
        finish();
        Path file = folder.resolve(String.format(
                Locale.ROOT, "checkpoint-%04d-%07d", checkpoint.epoch(), checkpoint.batch()));
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            CheckpointFile.write(part, checkpoint, floats);
        } catch (IOException e) {
            throw failure(file, part, e);
        }
        sealing = CompletableFuture.runAsync(
                () -> seal(part, file), task -> Thread.ofPlatform().daemon().name("fovea-checkpoint").start(task));
    }

    /**
     * Waits until the last one is on the disk.
     *
     * @throws CheckpointException when it can't be written
     */
    void finish() {
        CompletableFuture<Void> waited = sealing;
        sealing = CompletableFuture.completedFuture(null);
        try {
            waited.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CheckpointException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void seal(Path part, Path file) {
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
            if (last.filter(file::equals).isEmpty()) {
                deleteAllBut(file);
            }
            last = Optional.of(file);
        } catch (IOException e) {
            throw failure(file, part, e);
        }
    }

    private void deleteAllBut(Path file) throws IOException {
        for (Path old : files()) {
            if (!old.equals(file) && last.filter(old::equals).isEmpty()) {
                Files.delete(old);
            }
        }
    }

    /** Only some systems can open a folder; on the others a rename is durable, or there is no way to make it so. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossibleHere) {
            return;
        }
    }

    private CheckpointException failure(Path file, Path part, IOException e) {
        String kept = last.map(good -> "the last good one, " + good + ", is kept to be resumed from")
                .orElse("there was none before it");
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            e.addSuppressed(left);
        }
        return new CheckpointException(
                "the checkpoint " + file + " can't be written (" + reason(e) + "), so the training ends; " + kept, e);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
