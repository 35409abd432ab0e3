package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

/** Where tiny numbers become zero, and that nothing else does; {@code SubnormalTest} of the plan looks for what is missing. */
class SubnormalsTest {
    private static final float TINY = Subnormals.TINY;
    private static final float LESS = Math.nextDown(TINY);
    private static final float[] VALUES = {TINY, LESS, -TINY, -LESS, Float.MIN_VALUE, -0f, Float.NaN, 1};
    private static final float[] FLUSHED = {TINY, 0, -TINY, 0, 0, 0, Float.NaN, 1};

    /** As many copies as fill vectors, and some for the scalar tail. */
    private static final int COPIES = 9;
    private static final int COUNT = COPIES * VALUES.length;

    private interface Work {
        void run(Kernels kernels, long in, long out);
    }

    private static void check(String what, float[] expected, Work work) {
        for (Kernels kernels : List.of(Kernels.vector(), Kernels.scalar(4))) {
            try (Memory memory = new Memory()) {
                long in = memory.allocate(4L * COUNT);
                long out = memory.allocate(4L * COUNT);
                for (int i = 0; i < COUNT; i++) {
                    Memory.set(in + 4L * i, VALUES[i % VALUES.length]);
                    Memory.set(out + 4L * i, 0);
                }
                work.run(kernels, in, out);
                for (int i = 0; i < COUNT; i++) {
                    assertThat(Float.floatToIntBits(Memory.get(out + 4L * i)))
                            .as("%s of %s, %s kernels", what, VALUES[i % VALUES.length], kernels.name())
                            .isEqualTo(Float.floatToIntBits(expected[i % VALUES.length]));
                }
            }
        }
    }

    private static void fill(long at, float value) {
        for (int i = 0; i < COUNT; i++) {
            Memory.set(at + 4L * i, value);
        }
    }

    @Test
    void aProductOfTwoIsNormalWithWinogradsTransforms() {
        assertThat(TINY * TINY / 1024).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Subnormals.TINY_SQUARE).isEqualTo(TINY * TINY);
    }

    @Test
    void activations() {
        check("linear", FLUSHED, (k, in, out) -> k.activation().forward(
                ElementwiseFunction.LINEAR, 1, COUNT, in, 0, out, 0));
        check("gradient of linear", FLUSHED, (k, in, out) -> k.activation().gradient(
                ElementwiseFunction.LINEAR, 1, COUNT, in, 0, in, 0, out, 0));
        float[] relu = {TINY, 0, 0, 0, 0, 0, Float.NaN, 1};
        check("ReLU", relu, (k, in, out) -> k.activation().forward(
                ElementwiseFunction.of(ElementwiseActivation.RELU), 1, COUNT, in, 0, out, 0));
        check("gradient of ReLU", FLUSHED, (k, in, out) -> {
            fill(out, 1);
            k.activation().gradient(ElementwiseFunction.of(ElementwiseActivation.RELU), 1, COUNT, out, 0, in, 0, out,
                    0);
        });
    }

    /** Far to the left a sigmoid is 4e-39, of which ELU and swish have their multiples. */
    @Test
    void activationsThatDecay() {
        for (ElementwiseActivation f : List.of(
                ElementwiseActivation.SIGMOID, ElementwiseActivation.SWISH, ElementwiseActivation.GELU,
                ElementwiseActivation.GELU_TANH, ElementwiseActivation.MISH, ElementwiseActivation.SOFTPLUS,
                ElementwiseActivation.EXP, ElementwiseActivation.SPARSE_PLUS)) {
            check(f.toString(), new float[VALUES.length], (k, in, out) -> {
                fill(in, -90);
                k.activation().forward(ElementwiseFunction.of(f), 1, COUNT, in, 0, out, 0);
            });
        }
    }

    @Test
    void optimizers() {
        check("a weight after SGD", FLUSHED, (k, in, out) -> {
            copy(in, out);
            fill(in, 0);
            k.updates().sgd(COUNT, out, in, 1);
        });
        check("a velocity", FLUSHED, (k, in, out) -> {
            copy(in, out);
            fill(in, 0);
            k.updates().momentum(COUNT, in, out, in, 1, 1, false);
        });
        check("a gradient", new float[]{-TINY, 0, TINY, 0, 0, 0, Float.NaN, -1},
                (k, in, out) -> k.updates().sgd(COUNT, out, in, 1));
        check("Adam's mean", FLUSHED, (k, in, out) -> k.updates().adam(
                COUNT, in, out, in, in, 0, 1, 0, 1));
    }

    private static void copy(long from, long to) {
        Memory.copy(from, to, 4L * COUNT);
    }

    /** A mean of squares keeps what is the square of the least gradient. */
    @Test
    void meansOfSquares() {
        try (Memory memory = new Memory()) {
            long zeros = memory.allocate(64);
            long square = memory.allocate(64);
            for (Kernels kernels : List.of(Kernels.vector(), Kernels.scalar(4))) {
                Memory.set(square, Subnormals.TINY_SQUARE);
                Memory.set(square + 4, Math.nextDown(Subnormals.TINY_SQUARE));
                kernels.updates().adam(2, zeros, zeros, square, zeros, 0, 0.1f, 0, 1);
                assertThat(Memory.get(square)).isEqualTo(Subnormals.TINY_SQUARE);
                assertThat(Memory.get(square + 4)).isZero();
            }
        }
    }

    /** Pretrained models hold subnormal weights. */
    @Test
    void weightsThatAreSet() {
        try (Memory memory = new Memory()) {
            Parameter weight = new Parameter("w", WeightLayout.vector(VALUES.length, 4), true, memory);
            weight.write(VALUES);
            assertThat(weight.read()).containsExactly(FLUSHED);
        }
    }

    /** A mark is set where the value is kept, so that the gradient goes where the value came from. */
    @Test
    void maximumAndItsMarksAgree() {
        for (Kernels kernels : List.of(Kernels.vector(), Kernels.scalar(4))) {
            int lanes = kernels.lanes();
            PoolingKernel.Window[] windows = {
                new PoolingKernel.Window(2, 2, lanes, 1, 1, 2, 2, 2, 2, 0, 0),
                new PoolingKernel.Window(3, 3, lanes, 1, 1, 3, 3, 3, 3, 0, 0)};
            for (PoolingKernel.Window w : windows) {
                for (float value : new float[]{TINY, LESS}) {
                    try (Memory memory = new Memory()) {
                        long pixel = 4L * lanes;
                        long x = memory.allocate(w.height() * w.width() * pixel);
                        long y = memory.allocate(pixel);
                        long dx = memory.allocate(w.height() * w.width() * pixel);
                        long mask = memory.allocate(w.argmaxMaskBytes(lanes));
                        Memory.set(x + pixel, value);
                        kernels.pooling().maximum(
                                w, 0, 1, true, x, w.width() * pixel, y, pixel, mask);
                        assertThat(Memory.get(y)).isEqualTo(value == TINY ? TINY : 0);
                        Memory.set(y, 1);
                        kernels.pooling().maximumGradient(w, y, pixel, mask, dx, w.width() * pixel);
                        assertThat(Memory.get(dx + pixel)).isEqualTo(value == TINY ? 1 : 0);
                        assertThat(Memory.get(dx)).isZero();
                    }
                }
            }
        }
    }
}
