package io.fovea.custom;

/** What an update depends on besides weights and gradients: the same for all blocks of a step. */
public interface UpdateStep {
    /** The step's number, 1 at the first. */
    long number();

    /** The learning rate of the step, as the user or the schedule says. */
    float learningRate();

    /** What {@link UpdateRule#rate} made of it. */
    float rate();

    /** Number {@code index} that {@link UpdateRule#prepare} worked out. */
    float factor(int index);

    /** The part of each weight that the engine takes away before the update: weight decay times learning rate; 0 for none. */
    float decay();
}
