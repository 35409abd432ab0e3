package io.fovea.kernels;

/**
 * A set of kernels of one vector width.
 *
 * @param name what to call it in print: "512-bit vectors", "scalar"
 * @param lanes floats in a vector: buffers are padded to multiples of it
 * @param matrix products and transposition
 * @param depthwise convolutions with one filter for each channel
 * @param winograd transforms of Winograd's convolution
 * @param activation activations and their gradients
 * @param elementwise sums, scaling, dropout
 * @param arithmetic functions of two tensors, sums over channels
 * @param pooling maximum and average over windows
 * @param normalization batch statistics and their gradient
 * @param layerNormalization normalization over the channels of each pixel
 * @param updates optimizer steps over a block of weights
 * @param adaptive optimizer steps with a learning rate of each weight's own
 * @param gradients what is done with gradients before a step
 */
public record Kernels(
        String name,
        int lanes,
        MatrixKernel matrix,
        DepthwiseKernel depthwise,
        WinogradKernel winograd,
        ActivationKernel activation,
        ElementwiseKernel elementwise,
        ArithmeticKernel arithmetic,
        PoolingKernel pooling,
        NormalizationKernel normalization,
        LayerNormalizationKernel layerNormalization,
        UpdateKernel updates,
        AdaptiveKernel adaptive,
        GradientKernel gradients) {

    /** Whether the Vector API's module is there: a class-path program has it with {@code --add-modules} only. */
    public static boolean vectorApiPresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * The fastest kernels of this process: vectors where the Vector API is there, else plain loops, of which one warning is
     * logged.
     */
    public static Kernels preferred() {
        return Preferred.KERNELS;
    }

    /** Chosen at the first use, so that the warning comes once, and only where it matters. */
    private static final class Preferred {
        static final Kernels KERNELS = choose();

        private static Kernels choose() {
            if (vectorApiPresent()) {
                return vector();
            }
            System.getLogger("io.fovea").log(
                    System.Logger.Level.WARNING,
                    "the Vector API is missing, so Fovea computes in plain loops, some ninety times slower: start Java with "
                            + "--add-modules jdk.incubator.vector");
            return scalar(4);
        }
    }

    /** The vector kernels at the width of this process. */
    public static Kernels vector() {
        return new Kernels(
                Vectors.FLOATS.vectorBitSize() + "-bit vectors",
                Vectors.LANES,
                new VectorMatrix(),
                new VectorDepthwise(),
                new VectorWinograd(),
                new VectorActivation(),
                new VectorElementwise(),
                new VectorArithmetic(),
                new VectorPooling(),
                new VectorNormalization(),
                new VectorLayerNormalization(),
                new VectorUpdates(),
                new VectorAdaptiveUpdates(),
                new VectorGradientSteps());
    }

    /** The plain loops, with buffers padded to {@code lanes}. */
    public static Kernels scalar(int lanes) {
        return new Kernels(
                "scalar",
                lanes,
                new ScalarMatrix(lanes),
                new ScalarDepthwise(lanes),
                new ScalarWinograd(lanes),
                new ScalarActivation(),
                new ScalarElementwise(),
                new ScalarArithmetic(),
                new ScalarPooling(lanes),
                new ScalarNormalization(),
                new ScalarLayerNormalization(),
                new ScalarUpdates(),
                new ScalarAdaptiveUpdates(),
                new ScalarGradientSteps());
    }
}
