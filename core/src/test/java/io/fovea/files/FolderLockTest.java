package io.fovea.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void saysWhoHoldsTheLock() throws IOException {
        try (FolderLock _ = FolderLock.acquire(folder, "fovea train")) {
            assertThatThrownBy(() -> FolderLock.acquire(folder, "fovea report"))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageMatching(".* is in use by process " + ProcessHandle.current().pid()
                            + " \\(fovea train, since \\S+\\)");
        }
    }

    @Test
    void leavesNothingBehindAndCanBeClosedTwice() throws IOException {
        FolderLock lock = FolderLock.acquire(folder, "fovea train");
        lock.close();
        assertThat(folder).isEmptyDirectory();
        try (FolderLock _ = FolderLock.acquire(folder, "fovea train")) {
            lock.close();
            assertThat(FolderLock.tryAcquire(folder, "fovea report")).isEmpty();
        }
    }

    @Test
    void oneOfManyHoldsIt() {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger acquired = new AtomicInteger();
        CompletableFuture<?>[] all = new CompletableFuture<?>[4];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 200; n++) {
                    try {
                        Optional<FolderLock> lock = FolderLock.tryAcquire(folder, "a test");
                        if (lock.isPresent()) {
                            assertThat(holders.incrementAndGet()).isOne();
                            acquired.incrementAndGet();
                            holders.decrementAndGet();
                            lock.get().close();
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
        }
        CompletableFuture.allOf(all).join();
        assertThat(acquired.get()).isPositive();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void followsNoLink() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "precious");
        Files.createSymbolicLink(folder.resolve(FolderLock.NAME), other);

        assertThatThrownBy(() -> FolderLock.acquire(folder, "fovea train")).isInstanceOf(IOException.class);

        assertThat(other).hasContent("precious");
    }

    @Test
    void aKilledProcessHoldsNothing() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), folder.toString()).start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("locked");
            assertThat(FolderLock.tryAcquire(folder, "fovea train")).isEmpty();
            assertThat(FolderLock.holder(folder)).startsWith("process " + process.pid() + " (a holder, since ");
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (FolderLock _ = FolderLock.acquire(folder, "fovea train")) {
            assertThat(FolderLock.holder(folder)).contains("fovea train");
        }
    }

    /** A process that holds the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            FolderLock lock = FolderLock.acquire(Path.of(args[0]), "a holder");
            System.out.println("locked");
            Thread.currentThread().join();
            lock.close();
        }
    }
}
