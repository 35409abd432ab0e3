package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

import io.fovea.runtime.Memory;

/**
 * The same memory twice: the scalar kernels work in one copy, the vector kernels in the other, and afterwards both must
 * hold the same bits. Between and around the areas lie canaries, and they and the inputs must be as before.
 *
 * <p>A canary is NaN, so that what is computed from one shows it. Two NaNs count as equal: Java doesn't say which bits of a
 * NaN an operation passes on.
 */
final class Twins {
    /** A source of an area's values. */
    @FunctionalInterface
    interface Values {
        float next();
    }

    /** What is done with either copy. */
    @FunctionalInterface
    interface Work {
        void run(Kernels kernels, long memory);
    }

    /** Rows of floats with gaps between them. */
    record Area(int start, int rows, int count, int pitch) {
        /** Its byte address in one of the copies. */
        long in(long memory) {
            return memory + 4L * start;
        }

        /** From row to row in bytes. */
        long stride() {
            return 4L * pitch;
        }
    }

    private static final int CANARY = 0x7fc0_cafe;
    private static final int GUARD = 37;

    private final Random random;
    private final BitSet writable = new BitSet();
    private int[] image = new int[0];

    Twins(long seed) {
        random = new Random(seed);
    }

    /** An area that must stay as it is. */
    Area input(int rows, int count, Values values) {
        int pitch = count + random.nextInt(6);
        int used = image.length;
        int start = used + GUARD + random.nextInt(8);
        image = Arrays.copyOf(image, start + rows * pitch + GUARD);
        Arrays.fill(image, used, image.length, CANARY);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < count; k++) {
                image[start + r * pitch + k] = Float.floatToRawIntBits(values.next());
            }
        }
        return new Area(start, rows, count, pitch);
    }

    /** An area that may be written; {@code values} are what it holds before. */
    Area output(int rows, int count, Values values) {
        Area area = input(rows, count, values);
        for (int r = 0; r < rows; r++) {
            writable.set(area.start + r * area.pitch, area.start + r * area.pitch + count);
        }
        return area;
    }

    /** Runs the work on both copies and compares them. */
    void agree(String what, Work work) {
        int[] scalar = after(Kernels.scalar(Vectors.LANES), work);
        int[] vector = after(Kernels.vector(), work);
        for (int i = 0; i < image.length; i++) {
            if (!writable.get(i)) {
                assertThat(scalar[i]).as("%s: scalar kernel wrote outside, at float %d", what, i).isEqualTo(image[i]);
                assertThat(vector[i]).as("%s: vector kernel wrote outside, at float %d", what, i).isEqualTo(image[i]);
            } else if (canonical(scalar[i]) != canonical(vector[i])) {
                throw new AssertionError(
                        "%s: at float %d the scalar kernel gives %s (%08x), the vector kernel %s (%08x)"
                                .formatted(what, i, Float.intBitsToFloat(scalar[i]), scalar[i],
                                        Float.intBitsToFloat(vector[i]), vector[i]));
            }
        }
    }

    private int[] after(Kernels kernels, Work work) {
        try (Memory memory = new Memory()) {
            long start = memory.allocate(4L * image.length);
            for (int i = 0; i < image.length; i++) {
                Memory.set(start + 4L * i, Float.intBitsToFloat(image[i]));
            }
            work.run(kernels, start);
            int[] bits = new int[image.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(Memory.get(start + 4L * i));
            }
            return bits;
        }
    }

    private static int canonical(int bits) {
        return Float.floatToIntBits(Float.intBitsToFloat(bits));
    }

    /** Values as they are in a network: around 0. */
    static Values ordinary(Random random) {
        return () -> (float) random.nextGaussian();
    }

    /** Values of every kind: both infinities, both zeros, NaN, tiny and huge ones among ordinary ones. */
    static Values special(Random random) {
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MIN_VALUE,
            -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 88.7f, -88f, -104f, 1f, -1f, 0.625f};
        return () -> random.nextInt(3) == 0
                ? special[random.nextInt(special.length)]
                : (float) (random.nextGaussian() * Math.exp(8 * random.nextGaussian()));
    }

    /** The two in turn, by a test's number. */
    static Values values(int test, Random random) {
        return test % 2 == 0 ? ordinary(random) : special(random);
    }
}
