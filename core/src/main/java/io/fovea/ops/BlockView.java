package io.fovea.ops;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import io.fovea.custom.FloatBlock;

/** Floats without gaps, as code from outside sees them: the segment checks bounds, and fails once the memory is freed. */
public record BlockView(MemorySegment floats) implements FloatBlock {
    @Override
    public int size() {
        return (int) (floats.byteSize() / Float.BYTES);
    }

    @Override
    public float get(int index) {
        return floats.getAtIndex(ValueLayout.JAVA_FLOAT, Objects.checkIndex(index, size()));
    }

    @Override
    public void set(int index, float value) {
        floats.setAtIndex(ValueLayout.JAVA_FLOAT, Objects.checkIndex(index, size()), value);
    }

    /**
     * A weight in row-major order.
     *
     * @param floats as the layout has them
     */
    public record OfWeight(MemorySegment floats, WeightLayout layout) implements FloatBlock {
        @Override
        public int size() {
            return layout.size();
        }

        private long offset(int index) {
            int row = Objects.checkIndex(index, size()) / layout.columns();
            return layout.offset(row / layout.channels(), row % layout.channels(), index % layout.columns());
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
}
