package io.fovea.ops.arithmetic;

import java.util.Arrays;

import io.fovea.kernels.ElementwiseKernel;
import io.fovea.ops.Layout;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** A {@link RearrangeOperation} for two layouts: runs of floats that lie side by side in both. */
final class Runs {
    private long[] from = new long[16];
    private long[] to = new long[16];
    private int[] length = new int[16];
    private int count;
    private boolean coverOutput = true;
    private boolean coverInputOnce;

    private Runs() {}

    /** The runs from a value that is laid out as {@code x} to one that is laid out as {@code y}. */
    static Runs of(RearrangeOperation operation, Layout x, Layout y) {
        Runs runs = new Runs();
        int size = operation.output().size();
        int read = 0;
        boolean[] seen = new boolean[operation.input().size()];
        boolean once = true;
        for (int i = 0; i < size; i++) {
            int element = operation.source().applyAsInt(i);
            if (element < 0) {
                runs.coverOutput = false;
                continue;
            }
            once &= !seen[element];
            seen[element] = true;
            read++;
            runs.add(offset(x, element), offset(y, i));
        }
        runs.coverInputOnce = once && read == seen.length;
        return runs;
    }

    private static long offset(Layout layout, int element) {
        Value value = layout.value();
        int pixel = element / value.channels();
        return pixel / value.width() * layout.rowBytes() + pixel % value.width() * layout.pixelBytes()
                + 4L * (element % value.channels());
    }

    private void add(long x, long y) {
        int last = count - 1;
        if (last >= 0 && from[last] + 4L * length[last] == x && to[last] + 4L * length[last] == y) {
            length[last]++;
            return;
        }
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            length = Arrays.copyOf(length, 2 * count);
        }
        from[count] = x;
        to[count] = y;
        length[count++] = 1;
    }

    /** Whether every element of the output is one of the input. */
    boolean coverOutput() {
        return coverOutput;
    }

    /** Whether every element of the input is at exactly one place of the output. */
    boolean coverInputOnce() {
        return coverInputOnce;
    }

    void copy(long x, long y) {
        for (int i = 0; i < count; i++) {
            Memory.copy(x + from[i], y + to[i], 4L * length[i]);
        }
    }

    void copyBack(long y, long x) {
        for (int i = 0; i < count; i++) {
            Memory.copy(y + to[i], x + from[i], 4L * length[i]);
        }
    }

    /** Adds up, in the order of the output's elements. */
    void addBack(ElementwiseKernel kernel, long y, long x) {
        for (int i = 0; i < count; i++) {
            kernel.add(1, length[i], x + from[i], 0, y + to[i], 0, x + from[i], 0);
        }
    }
}
