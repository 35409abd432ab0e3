package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes 4 x 4 blocks in registers by two rounds of butterfly exchanges: neighbours, then pairs. A 4 x 4 block suits
 * every vector width; wider ones gain little, for such a pass is bound by its loads and stores.
 */
final class Transposition {
    /** Rows and columns of a block. */
    static final int SIZE = 4;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0b1010);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, 0b1100);
    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromValues(S, 1, 0, 3, 2);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromValues(S, 2, 3, 0, 1);

    private Transposition() {}

    /** {@code to[j][i] = from[i][j]} for i, j &lt; 4; row strides in bytes. */
    static void block(long from, long rowFrom, long to, long rowTo) {
        FloatVector a = FloatVector.fromMemorySegment(S, ALL, from, ORDER);
        FloatVector b = FloatVector.fromMemorySegment(S, ALL, from + rowFrom, ORDER);
        FloatVector c = FloatVector.fromMemorySegment(S, ALL, from + 2 * rowFrom, ORDER);
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, from + 3 * rowFrom, ORDER);
        FloatVector ab0 = a.blend(b.rearrange(SWAP1), ODD);
        FloatVector ab1 = a.rearrange(SWAP1).blend(b, ODD);
        FloatVector cd0 = c.blend(d.rearrange(SWAP1), ODD);
        FloatVector cd1 = c.rearrange(SWAP1).blend(d, ODD);
        ab0.blend(cd0.rearrange(SWAP2), UPPER).intoMemorySegment(ALL, to, ORDER);
        ab1.blend(cd1.rearrange(SWAP2), UPPER).intoMemorySegment(ALL, to + rowTo, ORDER);
        ab0.rearrange(SWAP2).blend(cd0, UPPER).intoMemorySegment(ALL, to + 2 * rowTo, ORDER);
        ab1.rearrange(SWAP2).blend(cd1, UPPER).intoMemorySegment(ALL, to + 3 * rowTo, ORDER);
    }
}
