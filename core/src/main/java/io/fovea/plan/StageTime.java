package io.fovea.plan;

import java.util.List;
import java.util.stream.Stream;

import io.fovea.ops.Buffer;

/**
 * The measured time of one stage, summed over the steps that were measured.
 *
 * @param wallNanos from the start of the stage to the end of its last task
 * @param works its works in order
 */
public record StageTime(long wallNanos, List<WorkTime> works) {
    /**
     * The measured time of one work.
     *
     * @param nanos summed over the workers
     * @param bytes of the buffers that one step reads and writes, in whatever cache they lie; weights and scratch of a worker are
     *     not among them
     */
    public record WorkTime(String what, long nanos, long bytes) {}

    /** Bytes of the buffers that {@code work} reads and writes in a step of {@code samples} samples in {@code chunks} chunks. */
    static long bytes(Work work, int samples, int chunks) {
        return Stream.concat(work.reads().stream(), work.writes().stream())
                .mapToLong(buffer -> blocks(buffer.kind(), samples, chunks) * buffer.bytes())
                .sum();
    }

    private static long blocks(Buffer.Kind kind, int samples, int chunks) {
        return switch (kind) {
            case SAMPLE -> samples;
            case CHUNK -> chunks;
            case WORKER, CHUNK_SCRATCH -> 0;
        };
    }
}
