package io.fovea.ops;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import io.fovea.custom.FeatureMap;

/**
 * One sample of a value, as code from outside sees it: the halo and the padding channels are out of reach.
 *
 * @param block the whole sample, halo included
 */
record FeatureMapView(MemorySegment block, Layout layout) implements FeatureMap {
    @Override
    public int height() {
        return layout.value().height();
    }

    @Override
    public int width() {
        return layout.value().width();
    }

    @Override
    public int channels() {
        return layout.value().channels();
    }

    private long pixel(int row, int column) {
        return layout.origin() + Objects.checkIndex(row, height()) * layout.rowBytes()
                + Objects.checkIndex(column, width()) * layout.pixelBytes();
    }

    @Override
    public float get(int row, int column, int channel) {
        return block.get(ValueLayout.JAVA_FLOAT, pixel(row, column) + 4L * Objects.checkIndex(channel, channels()));
    }

    @Override
    public void set(int row, int column, int channel, float value) {
        block.set(
                ValueLayout.JAVA_FLOAT, pixel(row, column) + 4L * Objects.checkIndex(channel, channels()), value);
    }

    @Override
    public void readRow(int row, float[] into, int offset) {
        for (int c = 0; c < width(); c++) {
            MemorySegment.copy(
                    block, ValueLayout.JAVA_FLOAT, pixel(row, c), into, offset + c * channels(), channels());
        }
    }

    @Override
    public void writeRow(int row, float[] from, int offset) {
        for (int c = 0; c < width(); c++) {
            MemorySegment.copy(
                    from, offset + c * channels(), block, ValueLayout.JAVA_FLOAT, pixel(row, c), channels());
        }
    }
}
