package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.fovea.files.AtomicFile;
import io.fovea.files.FolderLock;

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

    /** The model after its best epoch; without the optimizer's state, unless it is a link to {@link #model()}. */
    Path best() {
        return path.resolve("best.keras");
    }

    /** Loss and metrics of each epoch. */
    Path history() {
        return path.resolve("history.csv");
    }

    /** The confusion matrix. */
    Path confusion() {
        return path.resolve("confusion.csv");
    }

    /** The report. */
    Path report() {
        return path.resolve("report.html");
    }

    /** Command, settings, versions and state of the run. */
    Path info() {
        return path.resolve("run.json");
    }

    /** What a training needs to be resumed. */
    Path checkpoints() {
        return path.resolve("checkpoint");
    }

    /** The files of a run, in the order in which they are listed. */
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

    /** Whether the folder holds nothing that a user could miss. */
    boolean isFree() throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            return content.allMatch(file -> file.endsWith(FolderLock.NAME) || isTemporary(file));
        }
    }

    /** Whether a killed process has left this file. */
    private boolean isTemporary(Path candidate) {
        return files().stream().anyMatch(file -> AtomicFile.isTemporary(candidate, file));
    }

    /** Deletes the files of an earlier run, so that old and new ones are never mixed. */
    void begin() throws IOException {
        Files.createDirectories(path);
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
        deleteTemporaryFiles();
        if (Files.isDirectory(checkpoints())) {
            for (Path file : checkpointFiles()) {
                Files.delete(file);
            }
        }
    }

    /** Deletes what a resumed run writes again at its end. */
    void resume() throws IOException {
        for (Path file : List.of(model(), confusion(), report())) {
            Files.deleteIfExists(file);
        }
        deleteTemporaryFiles();
    }

    private void deleteTemporaryFiles() throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            for (Path file : content.filter(this::isTemporary).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether there is a checkpoint to resume from. */
    boolean holdsCheckpoint() throws IOException {
        return Files.isDirectory(checkpoints())
                && checkpointFiles().stream().anyMatch(file -> !file.toString().endsWith(".part"));
    }

    /** Deletes all checkpoints but the newest: a run that is done needs no spare one. */
    void keepNewestCheckpoint() throws IOException {
        if (Files.isDirectory(checkpoints())) {
            List<Path> files = checkpointFiles().stream().sorted().toList();
            for (Path file : files.subList(0, Math.max(0, files.size() - 1))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> checkpointFiles() throws IOException {
        try (Stream<Path> all = Files.list(checkpoints())) {
            return all.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).toList();
        }
    }
}
