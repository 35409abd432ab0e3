package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;

/** One piece of work of a plan, with what it reads and writes. */
sealed interface Work {
    /** What it does, for print and for times. */
    String what();

    /** Buffers that it reads. */
    List<Buffer> reads();

    /** Buffers that it writes; one that it also reads is changed in place. */
    List<Buffer> writes();

    /** Work on each sample on its own. */
    record OnSample(String what, List<Buffer> reads, List<Buffer> writes, PlanContext.SampleWork body)
            implements Work {}

    /** Work on a single sample, cut into parts. */
    record OnParts(String what, List<Buffer> reads, List<Buffer> writes, int parts, PlanContext.PartWork body)
            implements Work {}

    /** Work on blocks of samples. */
    record OnSampleBlocks(String what, List<Buffer> reads, List<Buffer> writes, PlanContext.SampleBlockWork body)
            implements Work {}

    /** Work on chunks of samples. */
    record OnChunks(String what, List<Buffer> reads, List<Buffer> writes, PlanContext.ChunkWork body) implements Work {}

    /**
     * Work on the batch, in tasks.
     *
     * @param concurrent whether it may be done at the same time as the work on the batch before it
     */
    record OnBatch(
            String what, List<Buffer> reads, List<Buffer> writes, int tasks, PlanContext.BatchWork body,
            boolean concurrent)
            implements Work {}
}
