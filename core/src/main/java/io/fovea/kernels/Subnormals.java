package io.fovea.kernels;

/**
 * The one rule about small numbers: below which magnitude a result becomes zero.
 *
 * <p>A float below 2<sup>-126</sup> is subnormal, and on some processors each operation that reads or makes one takes some
 * 150 cycles instead of half a cycle. Other frameworks set the processor's flush-to-zero mode; Java has no way to. Nothing
 * makes subnormals as reliably as training: the means of an optimizer fade by a tenth a step when a weight gets no gradient,
 * and a confident softmax has gradients of 1e-40. So kernels flush: they write zero for what is too small.
 *
 * <ul>
 *   <li>{@link #TINY} is for values that are multiplied with each other: inputs, activations, gradients, weights, momentum,
 *       moving statistics. They are zero or at least 2<sup>-56</sup>, so a product of two is at least 2<sup>-112</sup>.
 *       Winograd's transforms scale a product by 1/576, which is more than 2<sup>-10</sup>. That leaves 2<sup>-122</sup>,
 *       still a normal number.
 *   <li>{@link #TINY_SQUARE} is for means of squares, such as Adam's. The least square of a gradient is 2<sup>-112</sup>, and
 *       one thousandth of it is still a normal number.
 *   <li>{@link Float#MIN_NORMAL} is for what a user reads: a softmax keeps its small probabilities.
 * </ul>
 *
 * <p>A result is flushed where it is written, in a loop that writes it anyway: by the activation behind a product (also a
 * linear one), in the gradient of the activation before a product reads it, by normalization, average pooling, the loss and
 * the optimizer. ReLU compares with {@link #TINY} instead of 0, which costs nothing. What is only copied, or added up, is
 * not flushed. Partial sums may cancel to less than {@link #TINY}; nothing makes them subnormal but the difference of two
 * nearly equal products of tiny numbers, which does not persist.
 *
 * <p>NaN stays NaN everywhere, so that a training that diverges is noticed.
 */
public final class Subnormals {
    /** What is multiplied with another number is zero or at least this. */
    public static final float TINY = 0x1p-56f;

    /** A mean of squares is zero or at least this. */
    public static final float TINY_SQUARE = TINY * TINY;

    private Subnormals() {}

    /** {@code x}, or 0 if its magnitude is below {@link #TINY}. */
    public static float flush(float x) {
        return Math.abs(x) < TINY ? 0 : x;
    }

    /** A sum of squares, or 0 if it is below {@link #TINY_SQUARE}. */
    public static float flushSquare(float x) {
        return x < TINY_SQUARE ? 0 : x;
    }
}
