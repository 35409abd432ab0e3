package io.fovea.ops;

import io.fovea.tensor.Value;

/**
 * Memory of a plan, known by its purpose first; the plan gives it a place later. There is one block for each sample, worker
 * or chunk.
 */
public final class Buffer {
    /** How many blocks there are. */
    public enum Kind {
        /** One for each sample, or for each worker where the plan sees that no block is used after its sample is done. */
        SAMPLE,
        /** One for each worker: scratch of one work on one sample. */
        WORKER,
        /** One for each worker: scratch that keeps what is in it from a chunk's first sample to its last. */
        CHUNK_SCRATCH,
        /** One for each chunk: partial sums. */
        CHUNK
    }

    private final String name;
    private final Kind kind;
    private final Layout layout;
    private final long bytes;
    private boolean byWorker;
    private boolean alone;
    private long base;
    private long stride;

    /**
     * A buffer without a place.
     *
     * @param layout of one block
     */
    public Buffer(String name, Kind kind, Layout layout) {
        this.name = name;
        this.kind = kind;
        this.layout = layout;
        bytes = layout.bytes();
        byWorker = kind == Kind.WORKER || kind == Kind.CHUNK_SCRATCH;
    }

    /** A buffer for anything but a value: {@code bytes} bytes a block. */
    public static Buffer raw(String name, Kind kind, long bytes) {
        long floats = Math.ceilDiv(bytes, 4);
        if (floats < 0 || floats > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a block of '" + name + "' has 0 to 8589934588 bytes, but got " + bytes);
        }
        return new Buffer(name, kind,
                new Layout(new Value(name, 1, 1, Math.max(1, (int) floats), Math.max(1, (int) floats)), Halo.NONE));
    }

    /**
     * Gives the buffer its place: called once, by the plan.
     *
     * @param noOthers whether no other buffer uses the memory at another time
     */
    public void place(long baseAddress, long strideBytes, boolean oneForEachWorker, boolean noOthers) {
        base = baseAddress;
        stride = strideBytes;
        byWorker = oneForEachWorker;
        alone = noOthers;
    }

    /** The address of the context's block. */
    public long at(WorkContext context) {
        return switch (kind) {
            case SAMPLE, WORKER, CHUNK_SCRATCH -> base + stride * (byWorker ? context.worker : context.sample);
            case CHUNK -> base + stride * context.chunk;
        };
    }

    /** The address of block {@code index}. */
    public long at(int index) {
        return base + stride * index;
    }

    /** The address of pixel [0][0] of the context's block. */
    public long inside(WorkContext context) {
        return at(context) + layout.origin();
    }

    /** The address of pixel [0][0] of block {@code index}. */
    public long inside(int index) {
        return at(index) + layout.origin();
    }

    /** From one block to the next. */
    public long stride() {
        return stride;
    }

    /** Whether a block is a single pixel: a vector. */
    public boolean isVector() {
        return layout.value().height() * layout.value().width() == 1;
    }

    /** How a block is laid out. */
    public Layout layout() {
        return layout;
    }

    /** What it is for. */
    public String name() {
        return name;
    }

    /** How many blocks there are. */
    public Kind kind() {
        return kind;
    }

    /** Of one block. */
    public long bytes() {
        return bytes;
    }

    /** Whether its memory is its own: what no work on it writes, such as a halo, stays zero. */
    public boolean isAlone() {
        return alone;
    }

    /** Whether each worker, not each sample, has a block. */
    public boolean byWorker() {
        return byWorker;
    }
}
