package io.fovea.ops;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.Kernels;
import io.fovea.tensor.Value;

/**
 * What an operation writes its work into. It asks for buffers, and says in order what is to be done and what that reads and
 * writes; the plan groups the work into stages and gives the buffers their places afterwards.
 *
 * <p>A work that writes a value's buffer writes all of its inside; the halo around it is cleared by the plan.
 */
public interface PlanContext {
    /** Work on one sample. */
    @FunctionalInterface
    interface SampleWork {
        /** Does the work for the sample of {@code context}. */
        void run(WorkContext context);
    }

    /** Work on a part of one sample. */
    @FunctionalInterface
    interface PartWork {
        /** Does part {@code part} of {@code parts} of the work for the sample of {@code context}. */
        void run(WorkContext context, int part, int parts);
    }

    /** Work on some samples at once. */
    @FunctionalInterface
    interface SampleBlockWork {
        /** Does the work for samples {@code from} … {@code to} - 1. */
        void run(int from, int to, int worker);
    }

    /** Work that needs every sample, cut into tasks. */
    @FunctionalInterface
    interface BatchWork {
        /** Does one task. */
        void run(int task, int worker);
    }

    /** Work on a chunk of samples. */
    @FunctionalInterface
    interface ChunkWork {
        /** Does the work for samples {@code from} … {@code to} - 1, which are chunk {@code chunk}. */
        void run(int chunk, int from, int to, int worker);
    }

    /** Takes a block of a parameter's gradient as soon as it is whole. */
    @FunctionalInterface
    interface GradientSink {
        /**
         * Uses {@code count} numbers of the gradient; they may be overwritten afterwards.
         *
         * @param offset bytes from the parameter's start
         * @param gradient byte address of the block
         */
        void accept(long offset, long gradient, int count);
    }

    /** The kernels to call. */
    Kernels kernels();

    /** {@code bytes} bytes of the plan's buffers at {@code address} as a checked segment, for code from outside. */
    MemorySegment segment(long address, long bytes);

    /** The largest number of samples of a step. */
    int batch();

    /** How many workers there are: {@link WorkContext#worker} is below it. */
    int workers();

    /** The order of sums over samples; known when work runs, not while it is recorded. */
    BatchTree tree();

    /** The step under way. */
    Step step();

    /**
     * Where an operation puts what it adds to the loss, a number for each sample; empty where nobody asks for the loss, as in a
     * prediction.
     */
    Optional<double[]> addedLoss();

    /** Whether this is training: dropout drops, batch normalization uses the batch. */
    boolean training();

    /** The buffer of a value. */
    Buffer value(Value value);

    /** The targets of output {@code output}, mixed as the samples are: their numbers row-major, without padding. */
    Buffer target(int output);

    /**
     * The buffer of a value that a backward pass reads sample by sample: as the forward pass left it, or recomputed, where that
     * is cheaper and nothing else reads the value.
     */
    Buffer rematerializedValue(Value value);

    /** The finished gradient of an operation's output: to be read, and changed in place if need be. */
    Buffer gradient(Value output);

    /** The same, only to be read: other values may have the same buffer, so that no copy of it is needed. */
    Buffer gradientToRead(Value output);

    /**
     * Whether the finished gradient of an operation's output holds no number below {@link io.fovea.kernels.Subnormals#TINY}.
     * If not, the operation flushes it before a product reads it.
     */
    boolean isGradientFlushed(Value output);

    /** Whether anything before {@code input} is trainable, so that its gradient is needed. */
    boolean requiresGradient(Value input);

    /** The buffer that an operation fills with its part of the gradient of {@code input}. */
    Buffer inputGradient(Value input);

    /**
     * The same for an operation that reads each part of {@code input} for the last time before it writes that part of the gradient:
     * it may be the buffer of {@code input} itself, where nobody else needs the value any more.
     */
    Buffer inputGradientInPlace(Value input);

    /**
     * Makes the gradient of an operation's output, as it is after the work added so far, that of {@code input} too, or adds it
     * to that. Nothing is copied where the buffer can be the same; so it must not be changed afterwards.
     */
    void aliasGradient(Value output, Value input);

    /** Whether {@code parameter} is trainable. */
    boolean isTrainable(Parameter parameter);

    /** A buffer of partial sums of the parameter's gradient by chunk; the plan adds them up and updates the parameter. */
    Buffer partialGradient(Parameter parameter);

    /** Where blocks of the parameter's gradient go, for an operation that has them whole. */
    GradientSink gradientSink(Parameter parameter);

    /** {@code bytes} zeroed bytes that stay; the same ones whenever the plan is asked for this name, with this size, again. */
    long shared(String name, long bytes);

    /** {@code bytes} bytes for each sample that the operation's forward pass keeps for its backward pass. */
    Buffer saved(Operation operation, long bytes);

    /** A buffer of {@code bytes} bytes for each sample, worker or chunk. */
    Buffer buffer(String name, Buffer.Kind kind, long bytes);

    /** Adds work on each sample. */
    void samplewise(String what, List<Buffer> reads, List<Buffer> writes, SampleWork work);

    /**
     * Adds work on each sample that may be cut into parts, none of which needs what another one writes. They are one, unless
     * there are more workers than samples.
     *
     * @param most how many parts it may be cut into
     */
    void samplewise(String what, int most, List<Buffer> reads, List<Buffer> writes, PartWork work);

    /** Adds work on blocks of samples. */
    void blockwise(String what, List<Buffer> reads, List<Buffer> writes, SampleBlockWork work);

    /** Adds work on the chunks of samples that partial sums are kept of. */
    void chunkwise(String what, List<Buffer> reads, List<Buffer> writes, ChunkWork work);

    /** Adds work on the whole batch. */
    void batchwise(String what, int tasks, List<Buffer> reads, List<Buffer> writes, BatchWork work);

    /**
     * Adds work on the whole batch that nothing else of the step waits for, such as a weight's gradient and update: it is done
     * beside the updates at its end.
     */
    void deferred(String what, int tasks, List<Buffer> reads, List<Buffer> writes, BatchWork work);

    /**
     * Adds work that runs after each change of the weights: the packing of other forms of them.
     *
     * @param round 0 for what is packed from the weights themselves, 1 for what is packed from the forms of round 0, and so on
     */
    void prepack(String what, int round, int tasks, BatchWork work);
}
