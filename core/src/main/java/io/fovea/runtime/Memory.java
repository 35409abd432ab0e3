package io.fovea.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Memory outside the heap, 64-byte aligned and zeroed, freed as a whole by {@link #close()}.
 *
 * <p>Addresses are plain {@code long} byte addresses. Kernels read and write them through {@link #ALL}, one segment
 * that spans everything: a segment of its own for each buffer costs a quarter of a kernel's speed in bounds checks.
 * Who hands an address to a kernel has checked it.
 */
public final class Memory implements AutoCloseable {
    /** Every address of the process. */
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /**
     * An address that went through {@code & MASK} cannot fail a bounds check of {@link #ALL}, and the compiler knows:
     * it drops the check. User space addresses have at most 47 or 48 bits on x86-64 and AArch64.
     */
    public static final long MASK = 0xFFFF_FFFF_FFFFL;

    /**
     * A stride that went through {@code & STRIDES} is positive, and eight of it are less than an int holds: the sum with an address
     * still cannot fail a bounds check. A kernel that masks strides calls {@link #checkStrides} first.
     */
    public static final long STRIDES = 0xFFF_FFFFL;

    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final boolean counting;
    private long bytes;

    /** Memory to be allocated. */
    public Memory() {
        this(false);
    }

    private Memory(boolean counting) {
        this.counting = counting;
    }

    /** Memory that only counts what would be allocated: there is nothing at its addresses. */
    public static Memory counting() {
        return new Memory(true);
    }

    /** Whether this memory only counts. */
    public boolean isCounting() {
        return counting;
    }

    /**
     * A block of zeros.
     *
     * @param size bytes, 0 or more
     * @return the address of its first byte, a multiple of 64
     * @throws OutOfMemoryError when the machine has not as much
     */
    public long allocate(long size) {
        // One more line than asked for: a vector kernel may read, never write, past a short row's end.
        long padded = (size + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        bytes += padded;
        return counting ? ALIGNMENT : arena.allocate(padded, ALIGNMENT).address();
    }

    /**
     * Refuses strides that {@link #STRIDES} would change.
     *
     * @throws IllegalArgumentException when one is below 0 or 256 MiB and more
     */
    public static void checkStrides(long first, long second, long third) {
        if (((first | second | third) & ~STRIDES) != 0) {
            throw new IllegalArgumentException(
                    "Rows lie %d, %d and %d bytes apart; allowed are 0 to %d. Use smaller pictures or fewer channels."
                            .formatted(first, second, third, STRIDES));
        }
    }

    /** How many bytes were allocated. */
    public long bytes() {
        return bytes;
    }

    /** The float at a byte address. */
    public static float get(long address) {
        return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
    }

    /** Writes a float at a byte address. */
    public static void set(long address, float value) {
        ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
    }

    /** Zeroes {@code size} bytes, a multiple of 4. (A slice to fill would be an object a call.) */
    public static void clear(long address, long size) {
        long whole = size & -8;
        for (long at = 0; at < whole; at += 8) {
            ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address + at & MASK, 0);
        }
        if (whole < size) {
            set(address + whole, 0);
        }
    }

    /** Copies {@code size} bytes between blocks that don't overlap. */
    public static void copy(long from, long to, long size) {
        MemorySegment.copy(ALL, from, ALL, to, size);
    }

    /** Copies {@code count} floats out of an array. */
    public static void copy(float[] from, int offset, long to, int count) {
        MemorySegment.copy(from, offset, ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, to, count);
    }

    /** Copies {@code count} floats into an array. */
    public static void copy(long from, float[] to, int offset, int count) {
        MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, from, to, offset, count);
    }

    /** Frees every block at once; no address of them may be used any more. */
    @Override
    public void close() {
        arena.close();
    }
}
