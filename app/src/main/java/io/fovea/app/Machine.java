package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.fovea.benchmark.KernelSelfTest;

/** The versions and the machine of a run, for people who compare runs. */
final class Machine {
    /** Fovea's version. */
    static final String VERSION = "0.1.0";

    private Machine() {}

    /** The operating system: {@code Linux 6.1 amd64}. */
    static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** The Java runtime: {@code 25.0.3+9 (Eclipse Adoptium)}. */
    static String java() {
        return Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }

    /** How many processors there are to use. */
    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The kernels' vectors: {@code 512-bit vectors}. */
    static String vectors() {
        return KernelSelfTest.vectors();
    }

    /** The processor's name as Linux knows it, else the architecture. */
    static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
