package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/** The official archive from its home page. */
public final class OfficialArchive implements Fetcher {
    private static final URI HOME = URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
    private static final String MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
    private static final long LARGEST = 200 << 20;

    @Override
    public String name() {
        return "the official archive from " + HOME.getHost();
    }

    @Override
    public CifarRecords fetch(Path folder, ProgressListener progress) throws IOException {
        Path archive = Files.createTempFile(folder, "cifar-10-binary", ".part");
        try {
            download(archive, progress);
            try (InputStream in = Files.newInputStream(archive)) {
                return BinaryForm.archive("the official archive", in);
            }
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static void download(Path archive, ProgressListener progress) throws IOException {
        MessageDigest digest = Digests.of("MD5");
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(HOME).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body(); OutputStream out = Files.newOutputStream(archive)) {
                if (response.statusCode() != 200) {
                    throw new IOException("the server answered " + response.statusCode());
                }
                long total = response.headers().firstValueAsLong("content-length").orElse(-1);
                copy(in, out, digest, total, progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the download was interrupted", e);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(MD5)) {
            throw new DataException(
                    "the archive from " + HOME.getHost() + " has the MD5 " + found + ", but should have " + MD5);
        }
    }

    private static void copy(
            InputStream in, OutputStream out, MessageDigest digest, long total, ProgressListener progress)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        for (int n; (n = in.read(buffer)) >= 0;) {
            out.write(buffer, 0, n);
            digest.update(buffer, 0, n);
            done += n;
            if (done > LARGEST) {
                throw new DataException("the archive from " + HOME.getHost() + " is longer than it should be");
            }
            progress.update("CIFAR-10", done, total);
        }
    }
}
