package io.fovea.ops;

/** Where in a step a piece of work is: which sample, in which chunk, on which worker. One for each worker, updated as the work proceeds. */
public final class WorkContext {
    /** The sample, from 0 to the step's number of samples - 1. */
    public int sample;

    /** The chunk that the sample is in; partial sums are kept by chunk, so that they don't depend on the workers. */
    public int chunk;

    /** Who works: an index of scratch memory. */
    public final int worker;

    /** Whether the sample is the first of its chunk, so that partial sums start here. */
    public boolean first;

    /** Whether the sample is the last of its chunk. */
    public boolean last;

    /** The slot of one worker. */
    public WorkContext(int worker) {
        this.worker = worker;
    }
}
