package io.fovea.ops.convolution;

/**
 * One axis of a convolution, seen from the input: which outputs and which taps of the kernel an input pixel took part in.
 *
 * <p>Input pixels fall into {@code stride} phases. Pixel i of a phase sees the kernel's taps k = first, first + step, …
 * (always the same in a phase), and with growing k falling outputs; so the gradient of a phase is a convolution of stride 1
 * of the output's gradient with those taps in reverse.
 */
record Axis(int size, int outSize, int kernel, int stride, int dilation, int pad) {
    /** How many phases there are. */
    int phases() {
        return stride;
    }

    /** The first input pixel of a phase. */
    int firstPixel(int phase) {
        return Math.floorMod(phase - pad, stride);
    }

    /** How many input pixels a phase has. */
    int pixels(int phase) {
        return Math.max(0, Math.ceilDiv(size - firstPixel(phase), stride));
    }

    /** How many taps of the kernel a pixel of the phase sees. */
    int taps(int phase) {
        return phase >= kernel ? 0 : Math.ceilDiv(kernel - phase, stride);
    }

    /** The phase whose pixels see the kernel's index {@code k}. */
    int phaseOf(int k) {
        return k % stride;
    }

    /** Which tap of its phase the kernel's index {@code k} is, in the order of growing outputs. */
    int tapOf(int k) {
        return taps(phaseOf(k)) - 1 - k / stride;
    }

    /** From one tap to the next, in outputs. */
    int tapStep() {
        return dilation;
    }

    /** The output that the phase's first pixel sees with tap 0; the next pixel sees the next output. */
    int firstOutput(int phase) {
        return (firstPixel(phase) + pad - phase) / stride - (taps(phase) - 1) * dilation;
    }

    /** How many outputs before the first are read, as zeros. */
    int haloBefore() {
        int before = 0;
        for (int p = 0; p < phases(); p++) {
            if (taps(p) > 0 && pixels(p) > 0) {
                before = Math.max(before, -firstOutput(p));
            }
        }
        return before;
    }

    /** How many outputs after the last are read, as zeros. */
    int haloAfter() {
        int after = 0;
        for (int p = 0; p < phases(); p++) {
            if (taps(p) > 0 && pixels(p) > 0) {
                int last = firstOutput(p) + pixels(p) - 1 + (taps(p) - 1) * dilation;
                after = Math.max(after, last - (outSize - 1));
            }
        }
        return after;
    }
}
