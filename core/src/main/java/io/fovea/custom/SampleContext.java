package io.fovea.custom;

/** What a {@link CustomOperation} works on: one sample's inputs and output, the weights, and in the backward pass the gradients. */
public interface SampleContext {
    /** Input {@code index}, in the order in which the layer's inputs were given. */
    FeatureMap input(int index);

    /** The output: to be filled in the forward pass, to be read in the backward pass. */
    FeatureMap output();

    /** Weight {@code index} in the order in which the layer lists them, row-major. Only to be read. */
    FloatBlock weight(int index);

    /**
     * The loss's gradient by the output. Only to be read.
     *
     * @throws IllegalStateException in the forward pass
     */
    FeatureMap outputGradient();

    /**
     * The gradient by input {@code index}; it is zero before the backward pass, which fills it.
     *
     * @throws IllegalStateException in the forward pass
     */
    FeatureMap inputGradient(int index);

    /**
     * The gradient by weight {@code index}, row-major, summed over samples: the backward pass adds this sample's part with {@link
     * FloatBlock#add}.
     *
     * @throws IllegalStateException in the forward pass, and for a weight that is not trainable
     */
    FloatBlock weightGradient(int index);
}
