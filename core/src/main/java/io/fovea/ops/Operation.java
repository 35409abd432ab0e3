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
    /** The layer that it came from, for print. */
    String name();

    /** What it reads. */
    List<Value> inputs();

    /** What it makes. */
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

    /** This operation with an activation at its end, where it can apply one on the way; else empty. */
    default Optional<Operation> fuse(ActivationOperation next) {
        return Optional.empty();
    }

    /** The input that the output is, where nothing happens to it: then they share memory, and there is no forward pass. */
    default Optional<Value> identityInput(boolean training) {
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

    /** Adds work that computes the output again, after the forward pass, into a buffer like the first one. */
    default void rematerialize(PlanContext program, Buffer again) {
        throw new UnsupportedOperationException(name() + " is not computed again");
    }

    /** Adds the forward pass. */
    void forward(PlanContext program);

    /** Adds the backward pass; called for operations on the way to something that learns. */
    void backward(PlanContext program);
}
