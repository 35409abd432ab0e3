package io.fovea.app;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.fovea.files.FolderInUseException;
import io.fovea.files.FolderLock;

/** The folder of a run while this process alone may write to it. */
final class LockedRunFolder implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 100;

    private final RunFolder folder;
    private final FolderLock lock;
    private final List<Path> created;

    private LockedRunFolder(RunFolder folder, FolderLock lock, List<Path> created) {
        this.folder = folder;
        this.lock = lock;
        this.created = created;
    }

    RunFolder folder() {
        return folder;
    }

    /**
     * Locks the folder of an earlier run.
     *
     * @param use what this process does, for the message that others get
     * @throws Failure when it is no such folder, or another process uses it
     */
    static LockedRunFolder existing(Path path, String use) throws IOException {
        RunFolder folder = RunFolder.existing(path);
        return new LockedRunFolder(folder, lock(path, use), List.of());
    }

    /**
     * Creates and locks the folder for a new run.
     *
     * @param path the folder that the user named; empty: a new one, {@code runs/cifar10-20260131-235959}
     * @param data what the run is trained on
     * @param use what this process does, for the message that others get
     * @throws Failure when the folder holds files but no run, can't be created or written, or another process uses it
     */
    static LockedRunFolder create(Optional<Path> path, String data, String use) throws IOException {
        for (int attempt = 1;; attempt++) {
            List<Path> created = new ArrayList<>();
            Path folder = path.orElseGet(() -> Path.of("runs", name(data)));
            try {
                if (path.isPresent()) {
                    createFolders(folder.toAbsolutePath(), created);
                } else {
                    folder = createNew(folder, created);
                }
                FolderLock lock = lock(folder, use);
                RunFolder run = new RunFolder(folder);
                if (run.holdsRun() || run.isFree()) {
                    return new LockedRunFolder(run, lock, created);
                }
                lock.close();
                throw new Failure(
                        folder + " is not empty and not the folder of a run: name another with --out, or empty it");
            } catch (NoSuchFileException e) {
                // A process that failed has just removed the folder that it had created.
                if (attempt == MAX_ATTEMPTS) {
                    throw cantWrite(folder, e);
                }
            } catch (IOException e) {
                remove(created);
                throw cantWrite(folder, e);
            }
        }
    }

    private static Failure cantWrite(Path folder, IOException e) {
        return new Failure(
                "can't write the run folder " + folder + " (" + Errors.reason(e) + "): name another with --out");
    }

    private static FolderLock lock(Path path, String use) throws IOException {
        try {
            return FolderLock.acquire(path, use);
        } catch (FolderInUseException e) {
            throw new Failure(
                    "the run folder " + e.getMessage() + ": wait until that has ended, or name another folder");
        }
    }

    /** A folder of this name, or with a number behind it: one that no other process has created. */
    private static Path createNew(Path path, List<Path> created) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            createFolders(parent, created);
        }
        for (int i = 1;; i++) {
            Path folder = i == 1 ? path : path.resolveSibling(path.getFileName() + "-" + i);
            try {
                created.add(Files.createDirectory(folder));
                return folder;
            } catch (FileAlreadyExistsException e) {
                if (i == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void createFolders(Path path, List<Path> created) throws IOException {
        Path parent = path.getParent();
        if (!Files.isDirectory(path)) {
            if (parent != null) {
                createFolders(parent, created);
            }
            try {
                created.add(Files.createDirectory(path));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(path)) {
                    throw e;
                }
            }
        }
    }

    /** The name of a new run's folder: the data's and the time. */
    static String name(String data) {
        Path file = Path.of(data).getFileName();
        String base = String.valueOf(file).replaceAll("\\.[A-Za-z0-9.]*$", "").replaceAll("[^\\p{L}\\p{N}_-]+", "-");
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return base + "-" + time;
    }

    /** Unlocks the folder. One that was created for this run and is still empty is removed. */
    @Override
    public void close() throws IOException {
        lock.close();
        remove(created);
    }

    private static void remove(List<Path> created) throws IOException {
        for (Path folder : created.reversed()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }
}
