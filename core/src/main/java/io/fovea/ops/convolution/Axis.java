package io.fovea.ops.convolution;

/**
 * One axis of a convolution, seen from the input: which outputs and which taps of the kernel an input pixel took part in.
 *
 * <p>Input pixels fall into {@code stride} phases. Pixel i of a phase sees the kernel's taps k = first, first + step, …
 * (always the same in a phase), and with growing k falling outputs; so the gradient of a phase is a convolution of stride 1
 * of the output's gradient with those taps in reverse. A transposed convolution is that gradient taken for an operation of its
 * own: what it reads is the output here, what it writes the input.
 *
 * @param size input pixels
 * @param outSize output pixels
 * @param kernel taps
 * @param stride input pixels from one output's window to the next; 1 where the dilation is above 1
 * @param dilation input pixels from one tap to the next; 1 where the stride is above 1
 * @param pad zeros before the first input pixel
 */
public record Axis(int size, int outSize, int kernel, int stride, int dilation, int pad) {
    /** How many phases there are. */
    public int phases() {
        return stride;
    }

    /** The first input pixel of a phase. */
    public int firstPixel(int phase) {
        return Math.floorMod(phase - pad, stride);
    }

    /** How many input pixels a phase has. */
    public int pixels(int phase) {
        return Math.max(0, Math.ceilDiv(size - firstPixel(phase), stride));
    }

    /** How many taps of the kernel a pixel of the phase sees. */
    public int taps(int phase) {
        return phase >= kernel ? 0 : Math.ceilDiv(kernel - phase, stride);
    }

    /** The phase whose pixels see the kernel's index {@code k}. */
    public int phaseOf(int k) {
        return k % stride;
    }

    /** Which tap of its phase the kernel's index {@code k} is, in the order of growing outputs. */
    public int tapOf(int k) {
        return taps(phaseOf(k)) - 1 - k / stride;
    }

    /** From one tap to the next, in outputs. */
    public int tapStep() {
        return dilation;
    }

    /** The output that the phase's first pixel sees with tap 0; the next pixel sees the next output. */
    public int firstOutput(int phase) {
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
