package io.fovea.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;

/** Downloads from a server of one answer on this machine. */
class HomePageTest {
    @TempDir
    Path folder;

    private Path fetch(String answer, ProgressListener progress) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    var in = socket.getInputStream();
                    // The request ends with an empty line.
                    for (int last = 0; last != 0x0d0a0d0a;) {
                        last = last << 8 | in.read();
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/cifar-10-binary.tar.gz");
            return new HomePage(address, CifarSpec.BINARY_ARCHIVE).fetch(folder, progress);
        }
    }

    @Test
    void takesTheFileAndTellsHowFarItIs() throws IOException {
        List<Long> seen = new ArrayList<>();
        Path file = fetch("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
                (what, done, total) -> seen.addAll(List.of(done, total)));
        assertThat(file).hasContent("hello");
        assertThat(seen).endsWith(5L, 5L);
    }

    @Test
    void refusesWhatBreaksOff() {
        assertThatThrownBy(() -> fetch("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nhello",
                ProgressListener.none())).isInstanceOf(DataUnavailableException.class);
    }

    @Test
    void refusesOtherAnswers() {
        assertThatThrownBy(() -> fetch("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                ProgressListener.none())).isInstanceOf(DataUnavailableException.class)
                .hasMessageContaining("status 404");
    }
}
