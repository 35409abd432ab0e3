package io.fovea.keras;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;

/** What this process has open and has used. */
final class ProcessFigures {
    private ProcessFigures() {}

    /** How many files are open; 0 where the system doesn't say. */
    static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    /** Seconds of all processors: other than the clock, they don't run while a busy machine lets the process wait. */
    static double seconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
