package io.fovea.kernels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.runtime.Memory;

/** One call of every kernel method, each on an image of 32 x 32 pixels of 32 channels or weights of that size. */
final class KernelCalls {
    private static final int SIDE = 32;
    private static final int CHANNELS = 32;
    private static final int COUNT = SIDE * CHANNELS;
    private static final int ALL = SIDE * COUNT;
    private static final long ROW = 4L * COUNT;

    private final Map<String, Runnable> calls = new LinkedHashMap<>();
    private final long a;
    private final long b;
    private final long c;
    private final long argmaxMask;
    private final long small;
    private final long d;
    private final long e;

    private KernelCalls(Memory memory) {
        Random random = new Random(1);
        a = filled(memory, random);
        b = filled(memory, random);
        c = filled(memory, random);
        small = filled(memory, random);
        d = filled(memory, random);
        e = filled(memory, random);
        argmaxMask = memory.allocate(4L * ALL);
    }

    private static long filled(Memory memory, Random random) {
        long at = memory.allocate(4L * ALL);
        for (long k = 0; k < 4L * ALL; k += 4) {
            Memory.set(at + k, random.nextFloat());
        }
        return at;
    }

    /** The calls by name, in buffers that live as long as the memory. */
    static Map<String, Runnable> of(Kernels kernels, Memory memory) {
        KernelCalls calls = new KernelCalls(memory);
        calls.matrix(kernels);
        calls.winograd(kernels.winograd());
        calls.activation(kernels.activation());
        calls.elementwise(kernels.elementwise());
        calls.arithmetic(kernels.arithmetic());
        calls.depthwise(kernels.depthwise());
        calls.layerNormalization(kernels.layerNormalization());
        calls.pooling(kernels.pooling());
        calls.normalization(kernels.normalization());
        calls.updates(kernels.updates());
        calls.adaptive(kernels.adaptive());
        calls.gradients(kernels.gradients());
        return calls.calls;
    }

    /** A row of the image as the product of a 3 x 3 convolution, one vector and two vectors of channels wide. */
    private void matrix(Kernels kernels) {
        MatrixKernel matrix = kernels.matrix();
        for (int v = 1; v <= 2; v++) {
            int vectors = v;
            for (int r = 1; r <= TileSource.MAX_ROWS; r++) {
                int rows = r;
                calls.put("multiply, tile of " + rows + " x " + vectors, () -> matrix.multiply(
                        rows, vectors, a, 9, CHANNELS, ROW, 4, 4L * CHANNELS, b, ROW, 4L * CHANNELS, c,
                        4L * CHANNELS, small, 0));
                calls.put("multiply, panel tile of " + rows + " x " + vectors, () -> matrix.multiply(
                        rows, vectors, a, 9, 32, ROW, 4, MatrixKernel.PANEL, b, ROW, (long) vectors * Vectors.BYTES, c,
                        4L * CHANNELS, small, 0));
                calls.put("multiply, column tile of " + rows + " x " + vectors, () -> matrix.multiply(
                        rows, vectors, a, 9, CHANNELS, ROW, 4L * CHANNELS, 4, b, ROW, 4L * CHANNELS, c,
                        4L * CHANNELS, small, 0));
            }
        }
        calls.put("transpose", () -> matrix.transpose(SIDE, CHANNELS, a, 4L * CHANNELS, c, 4L * SIDE));
        calls.put("transpose, odd size",
                () -> matrix.transpose(SIDE - 1, CHANNELS - 1, a, 4L * CHANNELS, c, 4L * SIDE));
    }

    private void winograd(WinogradKernel kernel) {
        long step = 128 * SIDE;
        calls.put("winograd input", () -> kernel.input(4, 8, a, 128, step, c, 128, step));
        calls.put("winograd output", () -> kernel.output(4, 8, a, 128, step, c, 128, step, small, 64));
        calls.put("winograd outputMaximum", () -> kernel.outputMaximum(
                8, 2, a, 128, step, 6 * step, c, 128, small, true, argmaxMask, 16));
        calls.put("winograd outputMaximum without marks", () -> kernel.outputMaximum(
                8, 2, a, 128, step, 6 * step, c, 128, small, false, 0, 16));
        calls.put("winograd outputGradient", () -> kernel.outputGradient(4, 8, a, 128, step, c, 128, step));
        calls.put("winograd kernel", () -> kernel.kernel(4, 8, a, 128, step, c, 128, step));
        calls.put("winograd kernelGradient", () -> kernel.kernelGradient(4, 8, a, 128, step, c, 128, step));
    }

    private void activation(ActivationKernel kernel) {
        for (ElementwiseActivation f : ElementwiseActivation.values()) {
            ElementwiseFunction function = SampleFunctions.of(f);
            calls.put(f + " forward", () -> kernel.forward(function, SIDE, COUNT, a, ROW, c, ROW));
            calls.put(f + " gradient", () -> kernel.gradient(function, SIDE, COUNT, a, ROW, b, ROW, c, ROW));
        }
        int half = COUNT / 2;
        calls.put("gate", () -> kernel.gate(SIDE, half, a, a + 4L * half, ROW, c, ROW));
        calls.put("gate gradient", () -> kernel.gateGradient(
                SIDE, half, a, a + 4L * half, ROW, b, ROW, c, c + 4L * half, ROW));
        calls.put("greatest piece", () -> kernel.greatestPiece(SIDE, half, 2, a, ROW, c, ROW));
        calls.put("greatest piece gradient", () -> kernel.greatestPieceGradient(
                SIDE, half, 2, a, ROW, small, ROW, b, ROW, c, ROW));
    }

    private void elementwise(ElementwiseKernel kernel) {
        calls.put("add", () -> kernel.add(SIDE, COUNT, a, ROW, b, ROW, c, ROW));
        calls.put("scale", () -> kernel.scale(SIDE, COUNT, 1.1f, 0.1f, a, ROW, c, ROW));
        calls.put("sumRows", () -> kernel.sumRows(SIDE * SIDE, CHANNELS, a, 4L * CHANNELS, c, true));
        calls.put("sumRows, odd size", () -> kernel.sumRows(SIDE * SIDE, 3, a, 4L * CHANNELS, c, false));
        calls.put("dropout", () -> kernel.dropout(SIDE, COUNT, 7, COUNT, 0, 2, a, ROW, c, ROW));
        calls.put("uniform", () -> kernel.uniform(SIDE, COUNT, 7, COUNT, c, ROW));
        calls.put("sumBlocks", () -> kernel.sumBlocks(16, COUNT, a, ROW, c));
        calls.put("sumBlocks, no power of two", () -> kernel.sumBlocks(7, COUNT, a, ROW, c));
    }

    private void arithmetic(ArithmeticKernel kernel) {
        for (ArithmeticKernel.Function f : ArithmeticKernel.Function.values()) {
            calls.put("arithmetic " + f, () -> kernel.apply(f, SIDE, COUNT, a, ROW, b, ROW, c, ROW));
        }
        calls.put("blend", () -> kernel.blend(COUNT, a, 0.5f, b, 0.25f, c));
        for (boolean which : new boolean[]{false, true}) {
            calls.put("select " + which, () -> kernel.select(which, SIDE, COUNT, a, ROW, b, ROW, a, ROW, c, ROW));
            calls.put("accumulate " + which, () -> kernel.accumulate(SIDE, COUNT, 0.5f, a, ROW, c, ROW, which));
        }
        calls.put("sumColumns", () -> kernel.sumColumns(SIDE * SIDE, CHANNELS, a, 4L * CHANNELS, c, 4, true, small));
        calls.put("maxColumns", () -> kernel.maxColumns(SIDE * SIDE, CHANNELS, a, 4L * CHANNELS, c, 4));
        calls.put("spread", () -> kernel.spread(SIDE * SIDE, CHANNELS, 0.5f, a, 4, c, 4L * CHANNELS));
    }

    private void depthwise(DepthwiseKernel kernel) {
        for (int channels = CHANNELS / 2; channels <= CHANNELS; channels += CHANNELS / 2) {
            DepthwiseKernel.Window w = new DepthwiseKernel.Window(
                    SIDE - 4, SIDE - 5, 3, 5, 1, 1, 1, 1, channels);
            String name = " of " + channels + " channels";
            calls.put("depthwise" + name, () -> kernel.forward(w, 0, SIDE - 4, a, ROW, b, small, c, ROW));
            calls.put("depthwise input gradient" + name, () -> kernel.inputGradient(w, a, ROW, b, c, ROW));
            calls.put("depthwise weight gradient" + name, () -> kernel.weightGradient(w, a, ROW, b, ROW, c, true));
        }
    }

    private void layerNormalization(LayerNormalizationKernel kernel) {
        long pixel = 4L * CHANNELS;
        for (LayerNormalizationKernel.Kind kind : LayerNormalizationKernel.Kind.values()) {
            calls.put("layer normalization " + kind, () -> kernel.forward(
                    kind, 1e-3f, SIDE * SIDE, CHANNELS, a, pixel, b, b, c, pixel, argmaxMask, small));
        }
        calls.put("layer normalization gradient", () -> kernel.gradient(
                SIDE * SIDE, CHANNELS, a, pixel, b, pixel, b, a, c, pixel, small));
        calls.put("layer normalization weight gradient", () -> kernel.weightGradient(
                SIDE * SIDE, CHANNELS, a, pixel, b, pixel, a, c, c + pixel, false));
    }

    private void pooling(PoolingKernel kernel) {
        Window apart = new Window(SIDE, SIDE, CHANNELS, SIDE / 2, SIDE / 2, 2, 2, 2, 2, 0, 0);
        Window overlapping = new Window(SIDE, SIDE, CHANNELS, SIDE / 2, SIDE / 2, 3, 3, 2, 2, 0, 0);
        for (Window w : new Window[]{apart, overlapping}) {
            String name = " " + w.poolHeight() + " x " + w.poolWidth();
            calls.put("maximum without marks" + name,
                    () -> kernel.maximum(w, 0, SIDE / 2, false, a, ROW, c, ROW / 2, 0));
            calls.put("maximum" + name, () -> kernel.maximum(w, 0, SIDE / 2, true, a, ROW, c, ROW / 2, argmaxMask));
            calls.put("maximumGradient" + name, () -> kernel.maximumGradient(w, b, ROW / 2, argmaxMask, c, ROW));
            calls.put("average" + name, () -> kernel.average(w, a, ROW, c, ROW / 2));
            calls.put("averageGradient" + name, () -> kernel.averageGradient(w, b, ROW / 2, c, ROW));
        }
    }

    private void normalization(NormalizationKernel kernel) {
        long channel = 4L * CHANNELS;
        calls.put("moments", () -> kernel.moments(SIDE, SIDE, CHANNELS, a, ROW, c));
        calls.put("mergeMoments", () -> kernel.mergeMoments(SIDE, 3, COUNT, CHANNELS, a, ROW, b, ROW, c));
        calls.put("normalize", () -> kernel.normalize(SIDE, SIDE, CHANNELS, a, ROW, b, b + channel, c, ROW));
        calls.put("normalizeRelu", () -> kernel.normalizeRelu(SIDE, SIDE, CHANNELS, a, ROW, b, b + channel, c, ROW));
        for (boolean relu : new boolean[]{false, true}) {
            String name = relu ? " behind a ReLU" : "";
            calls.put("gradientSums" + name, () -> kernel.gradientSums(
                    SIDE, SIDE, CHANNELS, a, ROW, b, ROW, small, relu, c, true));
            calls.put("normalization's gradient" + name, () -> kernel.gradient(
                    SIDE, SIDE, CHANNELS, a, ROW, b, ROW, small, relu, small + 4 * channel, c, ROW));
        }
    }

    private void updates(UpdateKernel kernel) {
        calls.put("sgd", () -> kernel.sgd(ALL, c, a, 1e-9f));
        calls.put("momentum", () -> kernel.momentum(ALL, c, b, a, 1e-9f, 0.9f, false));
        calls.put("nesterov", () -> kernel.momentum(ALL, c, b, a, 1e-9f, 0.9f, true));
        calls.put("adam", () -> kernel.adam(ALL, c, b, small, a, 1e-9f, 0.1f, 1e-3f, 1e-7f));
    }

    private void adaptive(AdaptiveKernel kernel) {
        calls.put("amsgrad", () -> kernel.amsgrad(ALL, c, b, small, d, a, 1e-9f, 0.1f, 1e-3f, 1e-7f));
        calls.put("rmsprop", () -> kernel.rmsprop(ALL, c, b, a, 1e-9f, 0.1f, 1e-7f));
        calls.put("rmspropMomentum", () -> kernel.rmspropMomentum(ALL, c, b, small, a, 1e-9f, 0.1f, 1e-7f, 0.9f));
        calls.put("centered", () -> kernel.centered(ALL, c, b, small, a, 1e-9f, 0.1f, 1e-7f));
        calls.put("centeredMomentum", () -> kernel.centeredMomentum(ALL, c, b, small, d, a, 1e-9f, 0.1f, 1e-7f, 0.9f));
        calls.put("adamax", () -> kernel.adamax(ALL, c, b, small, a, 1e-9f, 0.1f, 0.99f, 1e-7f));
        calls.put("nadam", () -> kernel.nadam(ALL, c, b, small, a, 1e-9f, 1e-9f, 0.1f, 1e-3f, 1.5f, 1e-7f));
        calls.put("scheduleFree", () -> kernel.scheduleFree(
                ALL, c, b, small, a, 1e-9f, 0.1f, 1e-3f, 1.5f, 1e-7f, 0.2f, 0.8f));
        calls.put("adagrad", () -> kernel.adagrad(ALL, c, b, a, 1e-9f, 1e-7f));
        calls.put("adadelta", () -> kernel.adadelta(ALL, c, b, small, a, 1e-9f, 0.1f, 1e-7f));
        calls.put("lion", () -> kernel.lion(ALL, c, b, a, 1e-9f, 0.9f, 0.1f, 0.99f, 1e-3f));
        calls.put("ftrl", () -> kernel.ftrl(ALL, c, b, small, a, 1e-9f, 0.1f, 0.2f, 0.01f));
    }

    private void gradients(GradientKernel kernel) {
        calls.put("decay", () -> kernel.decay(ALL, c, 1e-3f));
        calls.put("clip", () -> kernel.clip(ALL, c, 0.5f));
        calls.put("penalize", () -> kernel.penalize(ALL, c, b, 0.1f, 0.2f));
        calls.put("average", () -> kernel.average(ALL, c, b, 0.1f));
    }
}
