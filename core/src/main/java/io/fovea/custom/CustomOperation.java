package io.fovea.custom;

/**
 * The arithmetic of a layer of one's own, sample by sample: {@link io.fovea.layers.Lowering#apply} makes an operation of it.
 * Several threads call it at once, for different samples.
 */
public interface CustomOperation {
    /** Computes the output of one sample from its inputs. */
    void forward(SampleContext sample);

    /** Computes the gradients of one sample's inputs and weights from the output's. */
    void backward(SampleContext sample);
}
