package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes square blocks, as many rows as a vector has lanes. A block is transposed when for each distance d = 1, 2, 4, … the
 * squares of d x d beside each diagonal have changed places: element d … 2d of row r with element 0 … d of row r + d
 * (Eklundh, <i>A Fast Computer Method for Matrix Transposing</i>, IEEE Trans. Computers C-21, 1972). Two distances are one
 * loop, so that four rows at a time go through the registers.
 */
final class Transposition {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    // Lane l takes lane l - d or l + d; the mask is of the lanes with bit d. As constants of their own they are parts of the code.
    private static final VectorShuffle<Float> UP1 = shift(-1);
    private static final VectorShuffle<Float> DOWN1 = shift(1);
    private static final VectorMask<Float> ODD1 = lanesWith(1);
    private static final VectorShuffle<Float> UP2 = shift(-2);
    private static final VectorShuffle<Float> DOWN2 = shift(2);
    private static final VectorMask<Float> ODD2 = lanesWith(2);
    private static final VectorShuffle<Float> UP4 = shift(-4);
    private static final VectorShuffle<Float> DOWN4 = shift(4);
    private static final VectorMask<Float> ODD4 = lanesWith(4);
    private static final VectorShuffle<Float> UP8 = shift(-8);
    private static final VectorShuffle<Float> DOWN8 = shift(8);
    private static final VectorMask<Float> ODD8 = lanesWith(8);

    private Transposition() {}

    private static VectorShuffle<Float> shift(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane + distance & LANES - 1);
    }

    private static VectorMask<Float> lanesWith(int bit) {
        long lanes = 0;
        for (int lane = 0; lane < LANES; lane++) {
            lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(S, lanes);
    }

    /** Transposes one block; row strides in bytes. */
    static void block(long from, long rowFrom, long to, long rowTo) {
        near(from, rowFrom, to, rowTo);
        if (LANES == 8) {
            far8(to, rowTo);
        } else if (LANES == 16) {
            far16(to, rowTo);
        }
    }

    /** Distances 1 and 2. */
    private static void near(long from, long rowFrom, long to, long rowTo) {
        for (int r = 0; r < LANES; r += 4) {
            long f = from + r * rowFrom;
            FloatVector a = FloatVector.fromMemorySegment(S, ALL, f & MASK, ORDER);
            FloatVector b = FloatVector.fromMemorySegment(S, ALL, f + rowFrom & MASK, ORDER);
            FloatVector c = FloatVector.fromMemorySegment(S, ALL, f + 2 * rowFrom & MASK, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, f + 3 * rowFrom & MASK, ORDER);
            FloatVector a1 = a.blend(b.rearrange(UP1), ODD1);
            FloatVector b1 = a.rearrange(DOWN1).blend(b, ODD1);
            FloatVector c1 = c.blend(d.rearrange(UP1), ODD1);
            FloatVector d1 = c.rearrange(DOWN1).blend(d, ODD1);
            long t = to + r * rowTo;
            a1.blend(c1.rearrange(UP2), ODD2).intoMemorySegment(ALL, t & MASK, ORDER);
            b1.blend(d1.rearrange(UP2), ODD2).intoMemorySegment(ALL, t + rowTo & MASK, ORDER);
            a1.rearrange(DOWN2).blend(c1, ODD2).intoMemorySegment(ALL, t + 2 * rowTo & MASK, ORDER);
            b1.rearrange(DOWN2).blend(d1, ODD2).intoMemorySegment(ALL, t + 3 * rowTo & MASK, ORDER);
        }
    }

    /** Distance 4 of vectors of 8 lanes, in place. */
    private static void far8(long at, long row) {
        for (int r = 0; r < 4; r++) {
            long t = at + r * row;
            FloatVector a = FloatVector.fromMemorySegment(S, ALL, t & MASK, ORDER);
            FloatVector b = FloatVector.fromMemorySegment(S, ALL, t + 4 * row & MASK, ORDER);
            a.blend(b.rearrange(UP4), ODD4).intoMemorySegment(ALL, t & MASK, ORDER);
            a.rearrange(DOWN4).blend(b, ODD4).intoMemorySegment(ALL, t + 4 * row & MASK, ORDER);
        }
    }

    /** Distances 4 and 8 of vectors of 16 lanes, in place. */
    private static void far16(long at, long row) {
        for (int r = 0; r < 4; r++) {
            long t = at + r * row;
            FloatVector a = FloatVector.fromMemorySegment(S, ALL, t & MASK, ORDER);
            FloatVector b = FloatVector.fromMemorySegment(S, ALL, t + 4 * row & MASK, ORDER);
            FloatVector c = FloatVector.fromMemorySegment(S, ALL, t + 8 * row & MASK, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, t + 12 * row & MASK, ORDER);
            FloatVector a1 = a.blend(b.rearrange(UP4), ODD4);
            FloatVector b1 = a.rearrange(DOWN4).blend(b, ODD4);
            FloatVector c1 = c.blend(d.rearrange(UP4), ODD4);
            FloatVector d1 = c.rearrange(DOWN4).blend(d, ODD4);
            a1.blend(c1.rearrange(UP8), ODD8).intoMemorySegment(ALL, t & MASK, ORDER);
            b1.blend(d1.rearrange(UP8), ODD8).intoMemorySegment(ALL, t + 4 * row & MASK, ORDER);
            a1.rearrange(DOWN8).blend(c1, ODD8).intoMemorySegment(ALL, t + 8 * row & MASK, ORDER);
            b1.rearrange(DOWN8).blend(d1, ODD8).intoMemorySegment(ALL, t + 12 * row & MASK, ORDER);
        }
    }
}
