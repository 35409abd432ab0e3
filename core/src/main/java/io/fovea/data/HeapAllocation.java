package io.fovea.data;

import java.util.function.Supplier;

/** Large arrays for data from outside: where they don't fit into the heap, the data is refused in words. */
final class HeapAllocation {
    private static final long MIB = 1 << 20;

    private HeapAllocation() {}

    /**
     * Runs {@code allocation}. A failure to allocate one large array leaves the heap as it was, so continuing is safe.
     *
     * @param name the file or array that needs the memory
     * @param bytes how many bytes it needs, for the message
     * @throws DataException when the heap has no room
     */
    static <T> T room(String name, long bytes, Supplier<T> allocation) {
        return room(name, bytes, "", allocation);
    }

    /** As above. {@code advice} ends the message: what to do besides giving more memory. */
    static <T> T room(String name, long bytes, String advice, Supplier<T> allocation) {
        try {
            return allocation.get();
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    name + ": this needs " + Math.ceilDiv(bytes, MIB) + " MiB of memory, and of the "
                            + Runtime.getRuntime().maxMemory() / MIB
                            + " MiB that this Java may use, too little is free; give it more with -Xmx4g (the command: "
                            + "FOVEA_OPTS=-Xmx4g)" + advice,
                    e);
        }
    }

    /** An array of floats. */
    static float[] floats(String name, int length) {
        return room(name, 4L * length, () -> new float[length]);
    }

    /** An array of bytes. */
    static byte[] bytes(String name, int length) {
        return room(name, length, () -> new byte[length]);
    }
}
