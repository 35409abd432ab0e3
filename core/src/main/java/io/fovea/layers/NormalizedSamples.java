package io.fovea.layers;

import java.util.List;

import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** Samples with each channel scaled and moved. */
record NormalizedSamples(Samples samples, List<Double> scales, List<Double> offsets) implements Samples {
    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Shape shape() {
        return samples.shape();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        samples.read(index, into, offset);
        int channels = scales.size();
        for (int k = 0; k < shape().size(); k++) {
            int channel = k % channels;
            into[offset + k] = Math.fma(into[offset + k], scales.get(channel).floatValue(), offsets.get(channel)
                    .floatValue());
        }
    }
}
