package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher, in a folder of its own with a JDK and a Maven that only say how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher for Windows is fovea.cmd")
class LauncherTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private Path root;
    private Path jdk;
    private Path tools;

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectories(folder.resolve("a folder/fovea"));
        Files.copy(Path.of("../fovea"), root.resolve("fovea"));
        for (var module : List.of("core", "keras", "report", "app")) {
            source(module + "/src/main/java/module-info.java");
            source(module + "/pom.xml");
        }
        source("pom.xml");
        jdk = Files.createDirectories(folder.resolve("the jdk"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        program(jdk.resolve("bin/javac"), "exit 0");
        program(jdk.resolve("bin/java"), "for a; do echo \"<$a>\"; done");
        tools = Files.createDirectories(folder.resolve("tools"));
        program(tools.resolve("mvn"),
                "echo built >>\"" + folder + "/builds\"; mkdir -p \"" + root + "/app/target/lib\"");
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        var run = fovea("predict", "my image.png", "*", "");

        assertThat(run.code).isZero();
        assertThat(run.out).containsSubsequence("-p", root + "/app/target/lib", "-m",
                "io.fovea.app/io.fovea.app.Fovea", "predict", "my image.png", "*", "");
    }

    @Test
    void userFlagsComeAfterItsOwn() throws Exception {
        assertThat(fovea("doctor").out).containsSubsequence("-Xmx700m", "-Xmx2g", "-p");
    }

    @Test
    void startsWithAnArchiveOfClasses() throws Exception {
        recordingJava();
        var archive = root.resolve("app/target/start.jsa");
        assertThat(fovea("predict").out).containsSubsequence(
                "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-p", "predict");
        fovea("predict");
        assertThat(recordings()).isEqualTo(1);

        Files.writeString(root.resolve("app/target/lib/fovea.jar"), "built by Maven");
        Files.setLastModifiedTime(root.resolve("app/target/lib"), FileTime.from(Instant.now()));
        Files.setLastModifiedTime(archive, LONG_AGO);
        assertThat(fovea("predict").out).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(recordings()).isEqualTo(2);
    }

    @Test
    void makesANewArchiveWhereTheFolderWasMoved() throws Exception {
        recordingJava();
        fovea("predict");
        var moved = Files.move(root, folder.resolve("moved"));

        assertThat(run(moved.resolve("fovea"), searchPath(), "predict").out)
                .contains("-XX:SharedArchiveFile=" + moved.resolve("app/target/start.jsa"));
        assertThat(recordings()).isEqualTo(2);
    }

    private void recordingJava() throws IOException {
        program(jdk.resolve("bin/java"), "for a; do echo \"<$a>\"; case $a in -XX:ArchiveClassesAtExit=*) "
                + ": >\"${a#*=}\"; echo x >>\"" + folder + "/recordings\" ;; esac; done");
    }

    private long recordings() throws IOException {
        return Files.readAllLines(folder.resolve("recordings")).size();
    }

    /** In the C locale, Java can't open a file whose name is not ASCII. */
    @Test
    void javaRunsInALocaleWithUtf8() throws Exception {
        program(jdk.resolve("bin/java"), "echo \"LC_ALL=$LC_ALL\"");

        assertThat(fovea(Map.of("LC_ALL", "C"), "predict").out).contains("LC_ALL=C.UTF-8");
        assertThat(fovea(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX"), "predict").out)
                .contains("LC_ALL=C.UTF-8");
        assertThat(fovea(Map.of("LC_ALL", "de_DE.UTF-8"), "predict").out).contains("LC_ALL=de_DE.UTF-8");
    }

    @Test
    void goesOnWithoutAnArchiveOfClasses() throws Exception {
        program(jdk.resolve("bin/java"),
                "for a; do echo \"<$a>\"; [ \"$a\" = record-classes ] && exit 1; done; exit 0");
        var run = fovea("predict");

        assertThat(run.code).isZero();
        assertThat(run.out).contains("predict").noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void endsWithTheCodeOfTheCommand() throws Exception {
        program(jdk.resolve("bin/java"), "exit 130");

        assertThat(fovea("train").code).isEqualTo(130);
    }

    @Test
    void takesOutTheWarningOfIncubatorModulesAndNothingElse() throws Exception {
        program(jdk.resolve("bin/java"), "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2; "
                + "echo 'epoch 1' >&2; printf 'no newline' >&2");

        assertThat(fovea("train").err).endsWith("epoch 1\nno newline").doesNotContain("incubator");
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a folder/fovea/fovea"));

        assertThat(run(link, searchPath(), "--version").out).contains(root + "/app/target/lib");
    }

    @Test
    void buildsOnceAndAgainOnlyAfterAnEdit() throws Exception {
        fovea("--version");
        fovea("--version");
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(root.resolve("keras/src/main/java/module-info.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(fovea("--version").err).contains("building", "built in");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainAfterASourceWasRemoved() throws Exception {
        fovea("--version");
        Thread.sleep(20); // file times of some systems are coarse
        Files.delete(root.resolve("core/src/main/java/module-info.java"));
        fovea("--version");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void showsTheErrorsOfAFailedBuild() throws Exception {
        program(tools.resolve("mvn"), "echo '[INFO] much'; echo '[ERROR] A.java:[3,1] cannot find symbol'; exit 1");
        var run = fovea("--version");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("A.java:[3,1] cannot find symbol", "the build failed", "build.log")
                .doesNotContain("much");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        Files.delete(tools.resolve("mvn"));
        for (var tool : List.of("dirname", "readlink", "grep", "find", "mkdir", "rm", "cat", "sleep", "date")) {
            program(tools.resolve(tool), "exec " + which(tool) + " \"$@\"");
        }
        var run = run(root.resolve("fovea"), tools.toString(), "--version");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("Maven is missing", "apt install maven");
    }

    @Test
    void passesOverAJdkOfAnotherVersion() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        program(jdk.resolve("bin/java"), "exit 99");

        assertThat(fovea("--version").code).isNotEqualTo(99);
    }

    private record Run(int code, List<String> out, String err) {}

    private Run fovea(String... arguments) throws Exception {
        return run(root.resolve("fovea"), searchPath(), arguments);
    }

    private Run fovea(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve("fovea"), searchPath(), environment, arguments);
    }

    private String searchPath() {
        return tools + ":" + System.getenv("PATH");
    }

    private Run run(Path script, String path, String... arguments) throws Exception {
        return run(script, path, Map.of(), arguments);
    }

    private Run run(Path script, String path, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out").toFile();
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out);
        builder.environment().putAll(Map.of(
                "PATH", path, "FOVEA_JAVA_HOME", jdk.toString(), "FOVEA_OPTS", "-Xmx2g"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var errors = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        var lines = Files.readAllLines(out.toPath()).stream().map(l -> l.replaceAll("^<|>$", "")).toList();
        return new Run(process.exitValue(), lines, errors);
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private void source(String name) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private static void program(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String tool) {
        for (var place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }
}
