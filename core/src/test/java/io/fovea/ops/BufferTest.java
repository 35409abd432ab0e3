package io.fovea.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.fovea.tensor.Value;

class BufferTest {
    private static final long BASE = 1000;
    private static final long STRIDE = 160;

    private static WorkContext context() {
        WorkContext context = new WorkContext(2);
        context.sample = 5;
        context.chunk = 3;
        return context;
    }

    private static Buffer image(Buffer.Kind kind) {
        return new Buffer("x", kind, new Layout(new Value("x", 2, 3, 4, 4), new Halo(1, 0, 1, 0)));
    }

    /** Which block a piece of work gets: that of its sample, worker or chunk. */
    @ParameterizedTest
    @EnumSource(Buffer.Kind.class)
    void blocksAreFoundByTheirKind(Buffer.Kind kind) {
        Buffer buffer = image(kind);
        boolean byWorker = kind == Buffer.Kind.WORKER || kind == Buffer.Kind.CHUNK_SCRATCH;
        assertThat(buffer.byWorker()).isEqualTo(byWorker);
        buffer.place(BASE, STRIDE, byWorker, false);
        int block = byWorker ? 2 : kind == Buffer.Kind.CHUNK ? 3 : 5;
        assertThat(buffer.at(context())).isEqualTo(BASE + STRIDE * block);
        assertThat(buffer.at(block)).isEqualTo(BASE + STRIDE * block);
        // A row of 4 pixels and a pixel of 16 bytes come before the inside.
        assertThat(buffer.inside(context())).isEqualTo(BASE + STRIDE * block + 64 + 16);
        assertThat(buffer.inside(block)).isEqualTo(BASE + STRIDE * block + 64 + 16);
        assertThat(buffer.isAlone()).isFalse();
        assertThat(buffer.stride()).isEqualTo(STRIDE);
        assertThat(buffer.kind()).isEqualTo(kind);
    }

    @Test
    void thePlanMayGiveABlockToEachWorkerInstead() {
        Buffer buffer = image(Buffer.Kind.SAMPLE);
        buffer.place(BASE, STRIDE, true, true);
        assertThat(buffer.at(context())).isEqualTo(BASE + STRIDE * 2);
        assertThat(buffer.byWorker()).isTrue();
        assertThat(buffer.isAlone()).isTrue();
    }

    @Test
    void rawBuffersAreWholeFloatsAndOneAtLeast() {
        assertThat(Buffer.raw("x", Buffer.Kind.WORKER, 0).bytes()).isEqualTo(4);
        assertThat(Buffer.raw("x", Buffer.Kind.WORKER, 1).bytes()).isEqualTo(4);
        assertThat(Buffer.raw("x", Buffer.Kind.WORKER, 4).bytes()).isEqualTo(4);
        assertThat(Buffer.raw("x", Buffer.Kind.WORKER, 5).bytes()).isEqualTo(8);
        assertThat(Buffer.raw("x", Buffer.Kind.WORKER, 5).isVector()).isTrue();
        assertThat(image(Buffer.Kind.SAMPLE).isVector()).isFalse();
        Layout square = new Layout(new Value("x", 2, 2, 4, 4), Halo.NONE);
        Buffer buffer = new Buffer("x", Buffer.Kind.SAMPLE, square);
        assertThat(buffer.isVector()).isFalse();
        assertThat(buffer.layout()).isSameAs(square);
        assertThat(buffer.name()).isEqualTo("x");
    }
}
