package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.IoFailure;

/**
 * The official binary archive from the home page of CIFAR-10, 162 MB.
 *
 * @param address of the archive
 * @param checksum of the archive
 */
public record HomePage(URI address, Checksum checksum) implements DownloadSource {
    /** The home page of CIFAR-10. */
    public static final HomePage OFFICIAL =
            new HomePage(URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                    CifarSpec.BINARY_ARCHIVE);

    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int READ_MILLISECONDS = 30_000;
    private static final long LONGEST = 256L << 20;

    @Override
    public String name() {
        return "the home page " + address.getHost();
    }

    @Override
    public Path fetch(Path folder, ProgressListener progress) throws IOException {
        Path file = folder.resolve("cifar-10-binary.tar.gz");
        // Unlike the newer client, this one has a time-out for a transfer that stalls.
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLISECONDS);
        connection.setReadTimeout(READ_MILLISECONDS);
        try (InputStream in = connect(connection); OutputStream out = Files.newOutputStream(file)) {
            copy(in, out, connection.getContentLengthLong(), progress);
            return file;
        } finally {
            connection.disconnect();
        }
    }

    private static InputStream connect(HttpURLConnection connection) {
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new DataUnavailableException("it answers with status " + status);
            }
            return connection.getInputStream();
        } catch (IOException e) {
            throw new DataUnavailableException(IoFailure.of(e), e);
        }
    }

    /** Only reading is a matter of the network: a full disk makes writing fail. */
    private static int read(InputStream in, byte[] chunk) {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new DataUnavailableException("the download broke off: " + IoFailure.of(e), e);
        }
    }

    private void copy(InputStream in, OutputStream out, long total, ProgressListener progress) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long done = 0;
        for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
            done += read;
            if (done > LONGEST) {
                throw new DataException("it sends more than " + LONGEST + " bytes, which is no archive of CIFAR-10");
            }
            out.write(chunk, 0, read);
            progress.update("downloading from " + address.getHost(), done, total);
        }
        if (total >= 0 && done < total) {
            throw new DataUnavailableException("the download broke off after " + done + " of " + total + " bytes");
        }
    }
}
