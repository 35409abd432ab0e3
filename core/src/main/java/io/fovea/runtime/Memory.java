package io.fovea.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Memory outside the heap, 64-byte aligned and zeroed, freed as a whole by {@link #close()}.
 *
 * <p>Addresses are plain {@code long} byte addresses. Kernels read and write them through {@link #ALL}, one segment
 * that spans everything: a segment of its own for each buffer costs a quarter of a kernel's speed in bounds checks.
 * Whoever passes an address to a kernel has checked it; with assertions enabled a {@link MemoryRanges} checks it again.
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
    /** More than any address space holds; a sum of a few of them still fits into a long. */
    private static final long MOST = 1L << 60;

    private final Arena arena = Arena.ofShared();
    private final boolean counting;
    private MemorySegment[] segments = {};
    private MemoryRanges ranges = MemoryRanges.NONE;
    private long bytes;
    private int holders = 1;

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
     * A block of zeros, which kernels may use as one buffer.
     *
     * @param size bytes, 0 or more
     * @return the address of its first byte, a multiple of 64
     * @throws OutOfMemoryError when the machine does not have as much
     */
    public long allocate(long size) {
        long address = reserve(size);
        addBuffer(address, size);
        return address;
    }

    /** The same, but kernels may use only the parts of it that {@link #addBuffer} names. */
    public synchronized long reserve(long size) {
        if (size < 0 || size > MOST) {
            throw new IllegalArgumentException(
                    "a block of memory has 0 to " + MOST + " bytes, but got " + size
                            + "; use a smaller batch, smaller images or fewer channels");
        }
        // One more line than asked for: a vector kernel may read, never write, past a short row's end.
        long padded = (size + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        bytes = Math.addExact(bytes, padded);
        if (counting) {
            return ALIGNMENT;
        }
        MemorySegment segment = arena.allocate(padded, ALIGNMENT);
        segments = Arrays.copyOf(segments, segments.length + 1);
        segments[segments.length - 1] = segment;
        return segment.address();
    }

    /** Lets kernels use {@code size} bytes at {@code address}, a part of a {@linkplain #reserve reserved} block. */
    public synchronized void addBuffer(long address, long size) {
        if (!counting) {
            ranges = ranges.with(address, size);
        }
    }

    /** What kernels may use. */
    public synchronized MemoryRanges ranges() {
        return ranges;
    }

    /**
     * A bounds-checked segment of {@code size} bytes at {@code address}, which fails instead of crashing once this memory is
     * closed: for code from outside.
     *
     * @throws IndexOutOfBoundsException when a part of it is not in this memory
     */
    public synchronized MemorySegment segment(long address, long size) {
        for (MemorySegment segment : segments) {
            long offset = address - segment.address();
            if (offset >= 0 && offset < segment.byteSize()) {
                return segment.asSlice(offset, size);
            }
        }
        throw new IndexOutOfBoundsException("no block of this memory holds address " + address);
    }

    /**
     * Refuses strides that {@link #STRIDES} would change.
     *
     * @throws IllegalArgumentException when one is below 0 or 256 MiB and more
     */
    public static void checkStrides(long first, long second, long third) {
        if (((first | second | third) & ~STRIDES) != 0) {
            throw new IllegalArgumentException(
                    "Rows lie %d, %d and %d bytes apart; allowed are 0 to %d. Use smaller images or fewer channels."
                            .formatted(first, second, third, STRIDES));
        }
    }

    /** How many bytes were allocated. */
    public synchronized long bytes() {
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

    /** As {@link #copy(float[], int, long, int)}, float by float: for short runs, where the segment of a copy may stay an object. */
    public static void copyEach(float[] from, int offset, long to, int count) {
        for (int i = 0; i < count; i++) {
            set(to + 4L * i, from[offset + i]);
        }
    }

    /** As {@link #copy(long, float[], int, int)}, float by float. */
    public static void copyEach(long from, float[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] = get(from + 4L * i);
        }
    }

    /**
     * Keeps the memory until {@link #close} is called once more.
     *
     * @throws IllegalStateException when it is freed already
     */
    public synchronized void retain() {
        if (holders == 0) {
            throw new IllegalStateException("the memory is freed already");
        }
        holders++;
    }

    /**
     * Frees every block at once, after as many calls as there are holders: the maker and one for each {@link #retain}. No address may be
     * used any more then; further calls do nothing.
     */
    @Override
    public synchronized void close() {
        if (holders > 0 && --holders == 0) {
            arena.close();
        }
    }
}
