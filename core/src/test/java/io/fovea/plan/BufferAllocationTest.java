package io.fovea.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.runtime.Memory;

class BufferAllocationTest {
    private static final int BATCH = 3;

    private static Buffer samples(String name) {
        return Buffer.raw(name, Buffer.Kind.SAMPLE, 256);
    }

    private static Stage stage(List<Buffer> reads, List<Buffer> writes) {
        return new Stage.Batch(List.of(new Work.OnBatch("work", reads, writes, 1, (task, worker) -> {}, false)));
    }

    private static boolean meet(Buffer a, Buffer b) {
        return a.at(0) < b.at(BATCH) && b.at(0) < a.at(BATCH);
    }

    /** Halos are cleared where memory is shared, and only there: who is told to be alone must be. */
    @Test
    void buffersOfDifferentTimesShareMemoryAndKnowIt() {
        Buffer early = samples("early");
        Buffer between = samples("between");
        Buffer late = samples("late");
        Buffer always = samples("always");
        List<Stage> stages = List.of(
                stage(List.of(), List.of(early, always)), stage(List.of(early), List.of(between)),
                stage(List.of(between), List.of(late)), stage(List.of(late, always), List.of()));
        try (Memory memory = new Memory()) {
            new BufferAllocation(stages, List.of()).place(memory, BATCH, 1, BatchTree.forPartialSums(0));
            assertThat(meet(early, late)).isTrue();
            assertThat(meet(early, between) || meet(between, late)).isFalse();
            assertThat(List.of(early, late)).noneMatch(Buffer::isAlone);
            assertThat(List.of(between, always)).allMatch(Buffer::isAlone);
        }
    }
}
