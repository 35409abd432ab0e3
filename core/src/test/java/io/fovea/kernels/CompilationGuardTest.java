package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.ThreadMXBean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.runtime.Memory;

/**
 * The JIT can give up on a method without a word, and it can fail to keep a vector in registers and allocate an object for
 * each instead. Either makes a kernel 10 to 100 times slower with the same results, so that no other test would notice.
 */
class CompilationGuardTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    private static final int ROUND = 20;

    @Test
    void everyKernelIsCompiledAndAllocatesNothing(@TempDir Path folder) throws IOException {
        List<String> allocating = new ArrayList<>();
        Path file = folder.resolve("compilations.jfr");
        try (Recording recording = new Recording(); Memory memory = new Memory()) {
            recording.enable("jdk.CompilationFailure");
            recording.enable("jdk.Compilation").withoutThreshold();
            recording.start();
            KernelCalls.of(Kernels.vector(), memory).forEach((name, call) -> {
                long bytes = bytesOnceHot(call);
                if (bytes >= ROUND) {
                    allocating.add(name + ": " + bytes / ROUND + " bytes a call");
                }
            });
            recording.dump(file);
        }
        assertThat(failures(file)).as("kernel methods that the JIT gave up on").isEmpty();
        assertThat(allocating).as("kernels that allocate when hot").isEmpty();
    }

    /** Bytes allocated by a round of calls: the least of many rounds, the first ones being interpreted. */
    private static long bytesOnceHot(Runnable call) {
        long least = Long.MAX_VALUE;
        for (long start = System.nanoTime(); least >= ROUND && System.nanoTime() - start < PATIENCE_NANOS;) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUND; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /**
     * Kernel methods of which a compilation failed and none succeeded afterwards: some failures are passing, such as a class
     * loaded at the wrong moment. A failure's event holds the compilation's number, the compilation's event the method.
     */
    private static List<String> failures(Path file) throws IOException {
        Map<Integer, RecordedEvent> compilations = new TreeMap<>();
        Map<Integer, String> failures = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals("jdk.Compilation")) {
                compilations.put(event.getInt("compileId"), event);
            } else if (event.getEventType().getName().equals("jdk.CompilationFailure")) {
                failures.put(event.getInt("compileId"), event.getString("failureMessage"));
            }
        }
        List<String> lasting = new ArrayList<>();
        failures.forEach((id, message) -> {
            RecordedEvent failed = compilations.get(id);
            if (failed != null && isKernel(failed) && compilations.values().stream().noneMatch(
                    other -> other.getInt("compileId") >= id && other.getBoolean("succeded") && same(other, failed))) {
                lasting.add(method(failed) + ", " + failed.getString("compiler") + ": " + message);
            }
        });
        assertThat(compilations.values()).as("the recording holds the kernels")
                .anyMatch(CompilationGuardTest::isKernel);
        return lasting;
    }

    private static boolean same(RecordedEvent a, RecordedEvent b) {
        return a.getString("compiler").equals(b.getString("compiler")) && method(a).equals(method(b));
    }

    private static String method(RecordedEvent compilation) {
        RecordedMethod method = compilation.getValue("method");
        return method.getType().getName() + "." + method.getName() + method.getDescriptor();
    }

    private static boolean isKernel(RecordedEvent compilation) {
        return method(compilation).startsWith("io.fovea.kernels.");
    }
}
