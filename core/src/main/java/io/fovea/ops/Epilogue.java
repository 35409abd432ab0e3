package io.fovea.ops;

import io.fovea.kernels.ActivationKernel;
import io.fovea.kernels.ElementwiseActivation;
import io.fovea.kernels.ElementwiseFunction;

/**
 * An activation that an operation applies to what it has just computed, while that is in the cache. Behind a product even a
 * linear one has something to do: it sets tiny numbers to zero ({@link io.fovea.kernels.Subnormals}).
 *
 * @param function what is applied; in training only such as need no input for their gradient, except in an operation of its own
 * @param differentiated whether a backward pass follows; default true
 */
public record Epilogue(ElementwiseFunction function, boolean differentiated) {
    /** No activation: only tiny numbers become zero. */
    public static final Epilogue NONE = new Epilogue(ElementwiseFunction.LINEAR);

    /** An activation that a backward pass may follow. */
    public Epilogue(ElementwiseFunction function) {
        this(function, true);
    }

    /** The same without a backward pass: then any function may be applied in place. */
    public Epilogue atInference() {
        return new Epilogue(function, false);
    }

    /** Which function it is. */
    public ElementwiseActivation curve() {
        return function.kind();
    }

    /** Whether an operation with this activation can have another one instead: it has none, and applies the other in place. */
    public boolean canBecome(Epilogue other) {
        return !present() && (!other.differentiated
                || other.curve().gradientFromOutput() && other.function.keepsZeroGradient());
    }

    /** Whether it may be applied after a maximum instead of before it, with the same result. */
    public boolean commutesWithMaximum() {
        return curve().commutesWithMaximum();
    }

    /** Whether it changes more than tiny numbers. */
    public boolean present() {
        return curve() != ElementwiseActivation.LINEAR;
    }

    /** Whether 0 does not stay 0, so that padding must be cleared afterwards. */
    public boolean clearsPadding() {
        return !function.keepsZero();
    }

    /**
     * How many of {@code padded} floats to work on, {@code channels} of which count: all, unless the padding would not stay
     * zero.
     */
    public int count(int channels, int padded) {
        return clearsPadding() ? Math.min(channels, padded) : padded;
    }

    /** Applies it in place to {@code rows} rows of {@code count} floats; rows without a gap are one to the kernel. */
    public void forward(ActivationKernel kernel, int rows, int count, long y, long rowY) {
        if (rowY == 4L * count) {
            kernel.forward(function, 1, rows * count, y, 0, y, 0);
        } else {
            kernel.forward(function, rows, count, y, rowY, y, rowY);
        }
    }

    /** Applies it in place to the context's whole block of a value; for an activation that keeps 0. */
    public void forward(ActivationKernel kernel, Buffer value, WorkContext context) {
        ImageRows rows = ImageRows.of(value.layout().value());
        forward(kernel, rows.count(), rows.floats(), value.inside(context), value.layout().rowBytes());
    }

    /** Multiplies {@code dy} in place by the derivative, given the outputs. */
    public void gradient(ActivationKernel kernel, int rows, int count, long y, long rowY, long dy, long rowDy) {
        if (rowY == 4L * count && rowDy == rowY) {
            kernel.gradient(function, 1, rows * count, y, 0, dy, 0, dy, 0);
        } else {
            kernel.gradient(function, rows, count, y, rowY, dy, rowDy, dy, rowDy);
        }
    }
}
