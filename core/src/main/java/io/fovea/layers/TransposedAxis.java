package io.fovea.layers;

/**
 * One axis of a transposed convolution: output pixel {@code o = i stride + k dilation - before} gets input pixel i times tap k. Outputs
 * fall into {@code stride} phases; within one, neighboring outputs see neighboring inputs with the same taps, so a phase is a
 * convolution of stride 1 of the input with those taps in reverse.
 *
 * @param size input pixels
 * @param outSize output pixels
 * @param kernel taps
 * @param stride output pixels from one input pixel to the next
 * @param dilation output pixels from one tap to the next
 * @param before output pixels that are cut off at the start
 */
record TransposedAxis(int size, int outSize, int kernel, int stride, int dilation, int before) {
    private int divisor() {
        int a = stride;
        int b = dilation;
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    /** The first output pixel of a phase. */
    int firstOutput(int phase) {
        return Math.floorMod(phase - before, stride);
    }

    /** How many output pixels a phase has. */
    int outputs(int phase) {
        return Math.max(0, Math.ceilDiv(outSize - firstOutput(phase), stride));
    }

    /** The phase that tap {@code k} belongs to. */
    int phaseOf(int k) {
        return (int) ((long) k * dilation % stride);
    }

    private int firstTap(int phase) {
        int step = stride / divisor();
        for (int k = 0; k < Math.min(step, kernel); k++) {
            if (phaseOf(k) == phase) {
                return k;
            }
        }
        return -1;
    }

    /** How many taps a phase has. */
    int taps(int phase) {
        int first = firstTap(phase);
        return first < 0 ? 0 : Math.ceilDiv(kernel - first, stride / divisor());
    }

    /** The place of tap {@code k} among those of its phase, in the order of growing inputs. */
    int placeOf(int k) {
        return taps(phaseOf(k)) - 1 - k / (stride / divisor());
    }

    /** Input pixels from one tap of a phase to the next. */
    int tapStep() {
        return dilation / divisor();
    }

    /** The input pixel that the phase's first output sees with its first tap; below 0 it is a zero. */
    int firstInput(int phase) {
        int output = (firstOutput(phase) + before - phase) / stride;
        int shift = (int) ((phase - (long) firstTap(phase) * dilation) / stride);
        return output + shift - (taps(phase) - 1) * tapStep();
    }
}
