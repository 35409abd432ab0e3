package io.fovea.ops;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import io.fovea.custom.FloatBlock;

/** A sample's numbers, row-major, as code from outside sees them, whatever lies between its pixels. */
public record PixelView(MemorySegment floats, Layout layout) implements FloatBlock {
    /** A sample of {@code buffer}. */
    public static FloatBlock of(PlanContext p, Buffer buffer, int sample) {
        Layout layout = buffer.layout();
        return buffer.isVector() && !layout.hasHalo()
                ? new BlockView(p.segment(buffer.at(sample), 4L * layout.value().channels()))
                : new PixelView(p.segment(buffer.at(sample), layout.bytes()), layout);
    }

    @Override
    public int size() {
        return layout.value().size();
    }

    private long offset(int index) {
        int channels = layout.value().channels();
        int pixel = Objects.checkIndex(index, size()) / channels;
        int width = layout.value().width();
        return layout.origin() + pixel / width * layout.rowBytes() + pixel % width * layout.pixelBytes()
                + 4L * (index % channels);
    }

    @Override
    public float get(int index) {
        return floats.get(ValueLayout.JAVA_FLOAT, offset(index));
    }

    @Override
    public void set(int index, float value) {
        floats.set(ValueLayout.JAVA_FLOAT, offset(index), value);
    }
}
