package io.fovea.ops;

import java.util.List;
import java.util.Optional;

import io.fovea.tensor.Value;

/**
 * One node of the operation graph: how values become another, and how the gradient goes back. It holds no memory; it asks
 * the {@link PlanContext} for it.
 *
 * <p>To add one: implement {@link #forward} and {@link #backward} with kernels that exist, and let the layer's record make
 * it.
 */
public interface Operation {
    /** The layer that it belongs to, for display. */
    String name();

    /** What it reads. */
    List<Value> inputs();

    /** What it computes. */
    Value output();

    /** The weights that it uses. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** The zeros that the forward pass wants around each input. */
    default Halo inputHalo() {
        return Halo.NONE;
    }

    /** The zeros that the backward pass wants around the output's gradient. */
    default Halo gradientHalo() {
        return Halo.NONE;
    }

    /** The inputs that it hands the output's gradient over to, so that the zeros they want around it must be there. */
    default List<Value> gradientAliases() {
        return List.of();
    }

    /** Whether it reads each input as one long vector, so that there must be no halo between the rows. */
    default boolean flatInput() {
        return false;
    }

    /** The activation that this operation is, where it is nothing else. */
    default Optional<Epilogue> asActivation() {
        return Optional.empty();
    }

    /**
     * This operation with an activation at its end; empty where it can't apply one on the way.
     *
     * @param activation what is applied to its output
     * @param activated the value that comes out
     */
    default Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return Optional.empty();
    }

    /** The scale and the shift of each channel that this operation is at inference, where it is nothing else. */
    default Optional<ChannelAffine> asAffine() {
        return Optional.empty();
    }

    /** This operation with the scale and the shift folded into its weights; empty where it has none, or can't. */
    default Optional<Operation> withAffine(ChannelAffine affine) {
        return Optional.empty();
    }

    /**
     * This operation and the one that produces its input in reverse order, where the result is the same and costs less.
     *
     * @return what replaces the producer, then what replaces this
     */
    default Optional<List<Operation>> swapWith(Operation producer) {
        return Optional.empty();
    }

    /**
     * This operation computing the forward pass of its only consumer as well, where it can.
     *
     * @return what replaces this, then what is left of the consumer: its backward pass
     */
    default Optional<List<Operation>> absorb(Operation consumer) {
        return Optional.empty();
    }

    /** The value that this operation takes the softmax of, where it is a softmax: a loss can be computed from it directly. */
    default Optional<Value> logits() {
        return Optional.empty();
    }

    /** The value that this operation takes the sigmoid of, where it is a sigmoid: a loss can be computed from it directly. */
    default Optional<Value> sigmoidLogits() {
        return Optional.empty();
    }

    /** This operation with the algorithm that is fastest for its shape; itself where there is no choice, or one was made. */
    default Operation withFastestAlgorithm() {
        return this;
    }

    /** This operation computed as its definition says; itself where there is no other way. */
    default Operation withDirectAlgorithm() {
        return this;
    }

    /** The input that the output is, where nothing happens to it: then they share memory, and there is no forward pass. */
    default Optional<Value> identityInput(boolean training) {
        return Optional.empty();
    }

    /** How it mixes samples of the batch in training, so that their targets are mixed the same way; empty: it does not. */
    default Optional<SampleMixing> sampleMixing() {
        return Optional.empty();
    }

    /** Whether the backward pass may read the output. */
    default boolean needsOutput() {
        return true;
    }

    /**
     * Whether the output takes less time to compute again in the backward pass than to write to memory and to read from there:
     * then {@link #rematerialize} does it.
     */
    default boolean rematerializes() {
        return false;
    }

    /** Whether a batch of the value does not stay in the cache from the forward to the backward pass. */
    static boolean isLarge(Value value) {
        return value.size() >= 1 << 13 || value.size() / value.channels() >= 1 << 8;
    }

    /** Adds work that computes the output again, after the forward pass, into a buffer like the first one. */
    default void rematerialize(PlanContext program, Buffer again) {
        throw new UnsupportedOperationException(name() + " is not rematerialized");
    }

    /**
     * Whether the gradient that it hands to its inputs holds no number below {@link io.fovea.kernels.Subnormals#TINY}: then
     * the operation before it need not flush before a product.
     */
    default boolean flushesInputGradient() {
        return false;
    }

    /** Adds the forward pass. */
    void forward(PlanContext program);

    /** Adds the backward pass; called for operations on the way to a trainable weight. */
    void backward(PlanContext program);
}
