package io.fovea.ops.loss;

import io.fovea.ops.Buffer;
import io.fovea.ops.Layout;
import io.fovea.runtime.Memory;

/** A worker's room for the numbers of one position in double precision. */
final class LossScratch {
    final double[] output;
    final double[] target;
    final double[] gradient;

    LossScratch(int channels, int targets) {
        output = new double[channels];
        target = new double[Math.max(channels, targets)];
        gradient = new double[channels];
    }

    /** Reads the output and the target of a position. */
    void read(long outputAt, long targetAt, int targets) {
        for (int k = 0; k < output.length; k++) {
            output[k] = Memory.get(outputAt + 4L * k);
        }
        for (int k = 0; k < targets; k++) {
            target[k] = Memory.get(targetAt + 4L * k);
        }
    }

    /** Writes the gradient, times {@code scale}. */
    void write(double scale, long to) {
        for (int k = 0; k < gradient.length; k++) {
            Memory.set(to + 4L * k, (float) (scale * gradient[k]));
        }
    }

    /** The address of a sample's position, row by row. */
    static long at(Buffer buffer, int sample, int position) {
        Layout layout = buffer.layout();
        int width = layout.value().width();
        return buffer.inside(sample) + position / width * layout.rowBytes() + position % width * layout.pixelBytes();
    }
}
