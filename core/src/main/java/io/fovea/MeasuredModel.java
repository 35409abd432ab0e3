package io.fovea;

import java.util.List;
import java.util.Optional;

import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.graph.Topology;

/** What a model's steps cost: time, memory, and the stages that a step consists of. */
abstract sealed class MeasuredModel extends DescribedModel permits Model {
    MeasuredModel(String name, Topology topology) {
        super(name, topology);
    }

    abstract Engine engine();

    /** Operations of a sample in a training step. */
    abstract double trainingFlops();

    /**
     * How fast training steps of this model are, on made-up samples. The weights change: not for a model that is to be used.
     *
     * @param batch samples of a step
     * @param seconds how long to measure, after as long a warm-up
     * @param peak operations a second that all threads together can do ({@link io.fovea.benchmark.Peak})
     * @throws IllegalStateException before {@link Model#compile}
     */
    public StepRate measureSteps(int batch, double seconds, double peak) {
        return engine().measure(batch, timer -> timer.rate(seconds, trainingFlops(), peak));
    }

    /**
     * As {@link #measureSteps}, of the model as after a long training: with dead units, decayed optimizer states and a confident
     * softmax, so that many numbers are subnormal, which some processors compute with a hundred times slower.
     */
    public StepRate measureWornSteps(int batch, double seconds, double peak) {
        return engine().measure(batch, timer -> {
            timer.wear();
            return timer.rate(seconds, trainingFlops(), peak);
        });
    }

    /**
     * The stages of a training step, with the time and the rate of each work, on made-up samples.
     *
     * @param batch samples of a step
     * @param seconds how long to measure, after as long a warm-up
     * @throws IllegalStateException before {@link Model#compile}
     */
    public StepProfile profileSteps(int batch, double seconds) {
        return engine().measure(batch, timer -> timer.profile(seconds));
    }

    /**
     * The stages of an inference, as {@link #profileSteps}.
     *
     * @param batch samples of an inference
     * @param seconds how long to measure, after as long a warm-up
     */
    public StepProfile profileInference(int batch, double seconds) {
        return engine().profileInference(batch, seconds);
    }

    /**
     * How long training steps of this model take to become quick, on made-up samples: to be asked before anything else ran in the
     * process. The weights change: not for a model that is to be used.
     *
     * @param batch samples of a step
     * @param seconds how long to measure; twice what becoming quick takes, or more
     * @throws IllegalStateException before {@link Model#compile}
     */
    public WarmUp measureWarmUp(int batch, double seconds) {
        return engine().measure(batch, timer -> timer.warmUp(seconds));
    }

    /** Bytes outside the heap of weights and optimizer. */
    public long weightBytes() {
        return engine().weightBytes();
    }

    /**
     * Bytes outside the heap that a training takes: weights, optimizer and the buffers of a step. Nothing is allocated. With
     * validation data, {@link Model#fit} takes the buffers of an evaluation's step besides.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link Model#compile}
     */
    public long trainingBytes(int batch) {
        return weightBytes() + engine().summarize(batch, Optional.of(engine().compiled())).bytes();
    }

    /**
     * Bytes outside the heap that predicting takes: weights, the optimizer if there is one, and the buffers of a step. Nothing
     * is allocated.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public long inferenceBytes(int batch) {
        return weightBytes() + engine().summarize(batch, Optional.empty()).bytes();
    }

    /**
     * The stages of a training step: a line each, with the work of each. What is in one line goes on without waiting.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link Model#compile}
     */
    public List<String> trainingStages(int batch) {
        return engine().summarize(batch, Optional.of(engine().compiled())).stages();
    }

    /**
     * The stages of predicting: a line each, with the work of each.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public List<String> inferenceStages(int batch) {
        return engine().summarize(batch, Optional.empty()).stages();
    }

    /** Bytes outside the heap of the plans that earlier predictions left for later ones; at most one for each processor and size. */
    public long predictionBytes() {
        return engine().predictionBytes();
    }
}
