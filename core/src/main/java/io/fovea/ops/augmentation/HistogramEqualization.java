package io.fovea.ops.augmentation;

import java.util.Arrays;

/**
 * Maps each channel so that all parts of the range are equally frequent.
 *
 * @param bins of the histogram, 2 or more
 * @param values the range of the numbers
 */
public record HistogramEqualization(int bins, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        int[] sums = new int[bins];
        return (x, y, draw) -> {
            for (int k = 0; k < from.channels(); k++) {
                channel(x, y, k, from.channels(), sums);
            }
        };
    }

    private void channel(float[] x, float[] y, int first, int channels, int[] sums) {
        Arrays.fill(sums, 0);
        for (int i = first; i < x.length; i += channels) {
            sums[Math.clamp((long) (bytes(x[i]) * (bins - 1) / 255), 0, bins - 1)]++;
        }
        int least = 0;
        int filled = 0;
        int sum = 0;
        for (int b = 0; b < bins; b++) {
            least = filled == 0 ? sums[b] : least;
            filled += sums[b] > 0 ? 1 : 0;
            sum += sums[b];
            sums[b] = sum;
        }
        for (int i = first; i < x.length; i += channels) {
            float value = bytes(x[i]);
            int bin = (int) Math.min(Math.max(value / 255 * (bins - 1), 0), bins - 1);
            y[i] = filled > 1 ? back((float) Math.rint((sums[bin] - least) * 255.0 / (sum - least))) : x[i];
        }
    }

    private float bytes(float value) {
        return values.to(Interval.BYTES, value);
    }

    private float back(float equalized) {
        return Interval.BYTES.to(values, Interval.BYTES.clip(equalized));
    }
}
