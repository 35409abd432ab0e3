package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of a run and its files' names, which users' scripts rely on.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
    /** The model after the last epoch. */
    Path model() {
        return path.resolve("model.keras");
    }

    /** The model after its best epoch. */
    Path best() {
        return path.resolve("best.keras");
    }

    /** Loss and metrics of each epoch. */
    Path history() {
        return path.resolve("history.csv");
    }

    /** What was taken for what. */
    Path confusion() {
        return path.resolve("confusion.csv");
    }

    /** The report. */
    Path report() {
        return path.resolve("report.html");
    }

    /** How the run came about. */
    Path info() {
        return path.resolve("run.json");
    }

    /** What it takes to go on with the training. */
    Path checkpoints() {
        return path.resolve("checkpoint");
    }

    /** The files of a run in the order in which they are told. */
    List<Path> files() {
        return List.of(model(), best(), history(), confusion(), report(), info());
    }

    /** The folder of an earlier run. */
    static RunFolder existing(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!Files.isDirectory(path)) {
            throw new Failure("no such run folder: " + path);
        }
        if (!Files.isRegularFile(folder.info())) {
            throw new Failure(path + " is not the folder of a run: it holds no run.json");
        }
        return folder;
    }

    /** Whether a run is there. */
    boolean holdsRun() {
        return Files.exists(info());
    }

    /** Makes the folder, and deletes the files of an earlier run so that old and new are never mixed. */
    void begin() throws IOException {
        Files.createDirectories(path);
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
        if (Files.isDirectory(checkpoints())) {
            for (Path file : checkpointFiles()) {
                Files.delete(file);
            }
        }
    }

    /** Deletes what a run that goes on makes anew at its end. */
    void resume() throws IOException {
        for (Path file : List.of(model(), confusion(), report())) {
            Files.deleteIfExists(file);
        }
    }

    /** Whether there is something to go on from. */
    boolean holdsCheckpoint() throws IOException {
        return Files.isDirectory(checkpoints())
                && checkpointFiles().stream().anyMatch(file -> !file.toString().endsWith(".part"));
    }

    private List<Path> checkpointFiles() throws IOException {
        try (Stream<Path> all = Files.list(checkpoints())) {
            return all.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).toList();
        }
    }

    /** A folder for a new run on {@code data}: {@code runs/cifar10-20260131-235959}. */
    static Path free(String data) {
        Path name = Path.of(data).getFileName();
        String base = String.valueOf(name).replaceAll("\\.[A-Za-z0-9.]*$", "").replaceAll("[^\\p{L}\\p{N}_-]+", "-");
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        Path folder = Path.of("runs", base + "-" + time);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("runs", base + "-" + time + "-" + i);
        }
        return folder;
    }

    /**
     * A folder for a new run, not made yet.
     *
     * @throws Failure when it holds files but no run, or can't be made or written
     */
    static RunFolder fresh(Path path) throws IOException {
        RunFolder folder = new RunFolder(path);
        if (Files.isDirectory(path) && !folder.holdsRun() && !isEmpty(path)) {
            throw new Failure(
                    path + " is not empty and not the folder of a run: name another with --out, or empty it");
        }
        List<Path> made = new ArrayList<>();
        try {
            make(path.toAbsolutePath(), made);
            Files.delete(Files.createTempFile(path, "write", ".part"));
        } catch (IOException e) {
            throw new Failure("can't write the run folder " + path + " (" + Errors.reason(e) + "): name another "
                    + "with --out");
        } finally {
            for (Path folderMade : made.reversed()) {
                Files.deleteIfExists(folderMade);
            }
        }
        return folder;
    }

    private static void make(Path path, List<Path> made) throws IOException {
        Path parent = path.getParent();
        if (!Files.isDirectory(path)) {
            if (parent != null) {
                make(parent, made);
            }
            Files.createDirectory(path);
            made.add(path);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }
}
