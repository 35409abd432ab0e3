package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.fovea.benchmark.KernelSelfTest;
import io.fovea.data.DataOptions;
import io.fovea.tensor.ByteSize;

/**
 * One check of this machine.
 *
 * @param good whether it passed
 * @param finding what was found, and what to do if it is not good
 */
record HealthCheck(boolean good, String finding) {
    private static final int JAVA = 25;
    private static final long LEAST_HEAP = 512L << 20;
    private static final long LEAST_SPACE = 1L << 30;

    /** The version of Java. */
    static HealthCheck java() {
        return Runtime.version().feature() == JAVA
                ? new HealthCheck(true, "Java " + Machine.java())
                : new HealthCheck(false, "Java " + Machine.java() + ": Fovea is made for Java " + JAVA);
    }

    /** Whether the Vector API is present. */
    static HealthCheck vectorApi() {
        return KernelSelfTest.vectorApiPresent()
                ? new HealthCheck(true, "Vector API: " + Machine.vectors())
                : new HealthCheck(
                        false, "the Vector API is missing, and all work is many times slower: start Java with "
                                + "--add-modules jdk.incubator.vector, as ./fovea does");
    }

    /** Whether the vector kernels compute what they should, and fast. */
    static HealthCheck kernels() {
        if (!KernelSelfTest.vectorApiPresent()) {
            return new HealthCheck(false, "the vector kernels were not tested: the Vector API is missing");
        }
        KernelSelfTest trial = KernelSelfTest.run();
        String speed = String.format(
                Locale.ROOT, "%.0f GFLOP/s on one thread, plain loops %.1f", trial.vectorGflops(),
                trial.scalarGflops());
        if (trial.difference() > KernelSelfTest.TOLERANCE) {
            return new HealthCheck(
                    false, "the vector kernels compute other numbers than the plain loops (difference "
                            + trial.difference() + "): try -Dfovea.vector.bits=256 in FOVEA_OPTS, and report it");
        }
        return trial.vectorGflops() > trial.scalarGflops()
                ? new HealthCheck(true, "vector kernels: " + speed)
                : new HealthCheck(
                        false, "the vector kernels are no faster than plain loops (" + speed + "): something keeps "
                                + "Java from compiling them; look for -Xint or debugging flags in FOVEA_OPTS");
    }

    /** The processors. */
    static HealthCheck processors() {
        return new HealthCheck(true, Machine.processors() + " processors: " + Machine.processor());
    }

    /** The heap, where data lie. */
    static HealthCheck heap() {
        long heap = Runtime.getRuntime().maxMemory();
        return heap >= LEAST_HEAP
                ? new HealthCheck(true, "heap for data: " + ByteSize.format(heap))
                : new HealthCheck(
                        false, "the heap of " + ByteSize.format(heap) + " is too small for CIFAR-10: give more with "
                                + "FOVEA_OPTS=-Xmx700m");
    }

    /** The folder where data are kept. */
    static HealthCheck cache() {
        return folder("data are cached in", DataOptions.defaults().folder(), LEAST_SPACE);
    }

    /** The folder for temporary files. */
    static HealthCheck temporaryFolder() {
        return folder("temporary files go to", Path.of(System.getProperty("java.io.tmpdir")), 0);
    }

    private static HealthCheck folder(String what, Path folder, long least) {
        Path there = nearest(folder).orElse(folder);
        String name = what + " " + folder;
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            if (!Files.isDirectory(there) || !Files.isWritable(there)) {
                return new HealthCheck(false, name + ", which can't be written");
            }
            String space = name + ", with " + ByteSize.format(free) + " free";
            return new HealthCheck(free >= least, free >= least ? space : space + ": too little for CIFAR-10");
        } catch (IOException e) {
            return new HealthCheck(false, name + ", which can't be used: " + e.getMessage());
        }
    }

    /** The folder itself, or the one in which it would be made. */
    private static Optional<Path> nearest(Path folder) {
        for (Path path = folder.toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
