package io.fovea.runtime;

import java.util.Arrays;
import java.util.Collection;

/**
 * The byte ranges that kernels may use, which may overlap, for the check of every kernel call when assertions are enabled. A
 * check allocates nothing.
 */
public final class MemoryRanges {
    /** No range. */
    public static final MemoryRanges NONE = new MemoryRanges(new long[0], new long[0]);

    /** How far behind a buffer's end a vector kernel may read, never write. */
    private static final long READ_AHEAD = 64;

    /** In ascending order. */
    private final long[] starts;
    /** The end, exclusive, of the range at the same index. */
    private final long[] ends;
    /** The greatest end of the ranges up to this index. */
    private final long[] furthest;

    private MemoryRanges(long[] starts, long[] ends) {
        this.starts = starts;
        this.ends = ends;
        furthest = ends.clone();
        for (int i = 1; i < furthest.length; i++) {
            furthest[i] = Math.max(furthest[i], furthest[i - 1]);
        }
    }

    /** These ranges and one more. */
    MemoryRanges with(long start, long size) {
        int at = 0;
        while (at < starts.length && starts[at] <= start) {
            at++;
        }
        return new MemoryRanges(insert(starts, at, start), insert(ends, at, start + size));
    }

    private static long[] insert(long[] values, int at, long value) {
        long[] more = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(values, at, more, at + 1, values.length - at);
        more[at] = value;
        return more;
    }

    /** The ranges of all of {@code parts}. */
    public static MemoryRanges union(Collection<MemoryRanges> parts) {
        MemoryRanges all = NONE;
        for (MemoryRanges part : parts) {
            for (int i = 0; i < part.starts.length; i++) {
                all = all.with(part.starts[i], part.ends[i] - part.starts[i]);
            }
        }
        return all;
    }

    /** Whether one range holds all of {@code start} to {@code end} - 1. */
    private boolean holds(long start, long end, long tolerance) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && end <= furthest[low - 1] + tolerance;
    }

    /**
     * Refuses a read outside the ranges. {@code from} and {@code to} may come in either order: strides may be negative.
     *
     * @param what is read, for the message
     * @param from first byte
     * @param to byte after the last one
     * @throws AssertionError when no range holds all of it
     */
    public void checkRead(String what, long from, long to) {
        check(what, "reads", from, to, READ_AHEAD);
    }

    /**
     * Refuses a write outside the ranges.
     *
     * @throws AssertionError when no range holds all of it
     */
    public void checkWrite(String what, long from, long to) {
        check(what, "writes", from, to, 0);
    }

    private void check(String what, String does, long from, long to, long tolerance) {
        if (from < to && !holds(from, to, tolerance)) {
            throw new AssertionError(
                    what + " " + does + " bytes " + from + " to " + to + ", which lie outside every buffer"
                            + nearest(from));
        }
    }

    private String nearest(long from) {
        for (int i = starts.length - 1; i >= 0; i--) {
            if (starts[i] <= from) {
                return "; the buffer before begins at " + starts[i] + " and ends at " + ends[i];
            }
        }
        return "";
    }
}
