package io.fovea.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.runtime.Memory;

/**
 * Assigns memory to buffers. A buffer is live from the first work that touches it to the last; two that are not live at the same
 * time may share memory.
 *
 * <p>A sample buffer that is live within one chain only needs no block for each sample, only one for each worker: it stays in that
 * worker's cache.
 */
final class BufferAllocation {
    /** A stretch of this many bytes maps to the same cache sets, so samples should not be a multiple of it apart. */
    private static final long ALIAS = 4096;

    private static final long LINE = 64;

    /** Of one buffer. {@link Memory} refuses a sum that is too large. */
    private static final long MOST_BYTES = 1L << 58;

    private final Map<Buffer, Life> lives = new LinkedHashMap<>();

    /** When a buffer is in use: by stage, and by work counted through all stages. */
    private static final class Life {
        final int firstStage;
        int firstWork;
        int lastStage;
        int lastWork;
        boolean onlyInChain = true;
        long offset;

        Life(int stage, int work) {
            firstStage = stage;
            firstWork = work;
        }

        /** Through all the work of a stage: what a chain's sample leaves is there for the next. */
        void extend(int first, int last) {
            firstWork = Math.min(firstWork, first);
            lastWork = Math.max(lastWork, last);
        }
    }

    /** @param kept buffers that are read after the run */
    BufferAllocation(List<Stage> stages, List<Buffer> kept) {
        int work = 0;
        for (int s = 0; s < stages.size(); s++) {
            boolean chain = stages.get(s) instanceof Stage.Chain;
            int first = work;
            int last = work + stages.get(s).works().size() - 1;
            for (Work w : stages.get(s).works()) {
                for (Buffer buffer : w.reads()) {
                    touch(buffer, s, work, chain);
                }
                for (Buffer buffer : w.writes()) {
                    touch(buffer, s, work, chain);
                    if (buffer.kind() == Buffer.Kind.CHUNK_SCRATCH) {
                        life(buffer).extend(first, last);
                    }
                }
                work++;
            }
        }
        for (Buffer buffer : kept) {
            touch(buffer, stages.size(), work, false);
        }
    }

    /** Every buffer that has a place. */
    List<Buffer> buffers() {
        return List.copyOf(lives.keySet());
    }

    private Life life(Buffer buffer) {
        return Objects.requireNonNull(lives.get(buffer), buffer.name());
    }

    private void touch(Buffer buffer, int stage, int work, boolean chain) {
        Life life = lives.computeIfAbsent(buffer, b -> new Life(stage, work));
        life.onlyInChain &= chain && stage == life.firstStage;
        life.lastStage = stage;
        life.lastWork = Math.max(life.lastWork, work);
    }

    /** Allocates and places everything. */
    void place(Memory memory, int batch, int workers, BatchTree tree) {
        List<Buffer> samples = new ArrayList<>();
        List<Buffer> scratch = new ArrayList<>();
        for (Buffer buffer : lives.keySet()) {
            switch (buffer.kind()) {
                case SAMPLE -> (life(buffer).onlyInChain ? scratch : samples).add(buffer);
                case WORKER, CHUNK_SCRATCH -> scratch.add(buffer);
                case CHUNK -> buffer.place(
                        memory.allocate(blocks(buffer, tree.chunksUpTo(batch))), stride(buffer), false, true);
            }
        }
        long perWorker = arrange(scratch, 1, BufferAllocation::overlapInWork);
        long scratchStride = (perWorker + ALIAS) / LINE * LINE;
        long scratchBase = memory.reserve(Math.multiplyExact(scratchStride, workers));
        for (Buffer buffer : scratch) {
            buffer.place(scratchBase + life(buffer).offset, scratchStride, true, isAlone(buffer, scratch, 1));
            for (int w = 0; w < workers; w++) {
                memory.addBuffer(buffer.at(w), buffer.bytes());
            }
        }
        long base = memory.reserve(arrange(samples, batch, BufferAllocation::overlapInStage));
        for (Buffer buffer : samples) {
            buffer.place(base + life(buffer).offset, stride(buffer), false, isAlone(buffer, samples, batch));
            memory.addBuffer(buffer.at(0), blocks(buffer, batch));
        }
    }

    /** From one block to the next: whole cache lines, and no multiple of {@link #ALIAS}. */
    private static long stride(Buffer buffer) {
        long bytes = (buffer.bytes() + LINE - 1) / LINE * LINE;
        return bytes % ALIAS == 0 ? bytes + LINE : bytes;
    }

    /** Bytes of {@code count} blocks. */
    private static long blocks(Buffer buffer, int count) {
        if (stride(buffer) > MOST_BYTES / count) {
            throw new IllegalArgumentException(
                    "'" + buffer.name() + "' has " + count + " blocks of " + stride(buffer)
                            + " bytes, more than 2^58 bytes; use a smaller batch, smaller images or fewer channels");
        }
        return stride(buffer) * count;
    }

    /** Whether no other of the buffers, placed with {@code blocks} blocks each, has a byte of this one. */
    private boolean isAlone(Buffer buffer, List<Buffer> all, int blocks) {
        long start = life(buffer).offset;
        long end = start + blocks(buffer, blocks);
        return all.stream().allMatch(other -> other == buffer || life(other).offset >= end
                || life(other).offset + blocks(other, blocks) <= start);
    }

    private interface Overlap {
        boolean test(Life a, Life b);
    }

    private static boolean overlapInStage(Life a, Life b) {
        return a.firstStage <= b.lastStage && b.firstStage <= a.lastStage;
    }

    private static boolean overlapInWork(Life a, Life b) {
        return a.firstWork <= b.lastWork && b.firstWork <= a.lastWork;
    }

    /** Sets offsets, largest first, each at the lowest place where it meets nothing that lives at the same time. */
    private long arrange(List<Buffer> buffers, int blocks, Overlap overlap) {
        List<Buffer> placed = new ArrayList<>();
        long total = 0;
        List<Buffer> bySize = new ArrayList<>(buffers);
        bySize.sort(Comparator.comparingLong(Buffer::bytes).reversed());
        for (Buffer buffer : bySize) {
            Life life = life(buffer);
            long size = blocks(buffer, blocks);
            long offset = 0;
            placed.sort(Comparator.comparingLong(b -> life(b).offset));
            for (Buffer other : placed) {
                Life otherLife = life(other);
                long end = otherLife.offset + blocks(other, blocks);
                if (overlap.test(life, otherLife) && offset + size > otherLife.offset && offset < end) {
                    offset = end;
                }
            }
            life.offset = offset;
            placed.add(buffer);
            total = Math.max(total, Math.addExact(offset, size));
        }
        return total;
    }
}
