package io.fovea.ops.convolution;

/**
 * Which outputs of an axis a tap of the kernel gives something to: those for which it lies on a pixel, not beside the
 * image.
 */
record Reach(Axis axis) {
    /** The first output for which the tap is inside. */
    int first(int tap) {
        int before = axis.pad() - tap * axis.dilation();
        return Math.clamp(Math.ceilDiv(before, axis.stride()), 0, axis.outSize());
    }

    /** The output after the last one; not before {@link #first}. */
    int end(int tap) {
        int last = axis.size() - 1 + axis.pad() - tap * axis.dilation();
        return Math.clamp(Math.floorDiv(last, axis.stride()) + 1, first(tap), axis.outSize());
    }

    /** The pixel under the tap. */
    int pixel(int output, int tap) {
        return output * axis.stride() - axis.pad() + tap * axis.dilation();
    }

    /** How many taps reach any output. */
    int taps() {
        int taps = 0;
        for (int tap = 0; tap < axis.kernel(); tap++) {
            taps += end(tap) > first(tap) ? 1 : 0;
        }
        return taps;
    }

    /** How many pairs of an output and a tap there are. */
    int pairs() {
        int pairs = 0;
        for (int tap = 0; tap < axis.kernel(); tap++) {
            pairs += end(tap) - first(tap);
        }
        return pairs;
    }
}
