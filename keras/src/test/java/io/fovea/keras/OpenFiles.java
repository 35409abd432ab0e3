package io.fovea.keras;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;

/** Counts the files that this process has open. */
final class OpenFiles {
    private OpenFiles() {}

    /** How many there are; 0 where the system doesn't say. */
    static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }
}
