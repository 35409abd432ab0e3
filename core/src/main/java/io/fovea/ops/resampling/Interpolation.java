package io.fovea.ops.resampling;

/**
 * Along one axis, which input pixels make an output pixel, and with what weights. Pixels are squares whose centers are compared ("half
 * pixel centers"), as Keras, TensorFlow and PyTorch do; beyond the edge the last pixel goes on.
 */
public final class Interpolation {
    private final int[][] taps;
    private final float[][] weights;

    private Interpolation(int[][] taps, float[][] weights) {
        this.taps = taps;
        this.weights = weights;
    }

    /** The nearest pixel; of two equally near ones the later. */
    public static Interpolation nearest(int from, int to) {
        int[][] taps = new int[to][1];
        float[][] weights = new float[to][1];
        for (int i = 0; i < to; i++) {
            // In float as TensorFlow has it: the pixel that the center falls into.
            taps[i][0] = Math.min(from - 1, (int) Math.floor((i + 0.5f) * ((float) from / to)));
            weights[i][0] = 1;
        }
        return new Interpolation(taps, weights);
    }

    /** A straight line between the two nearest pixels. */
    public static Interpolation bilinear(int from, int to) {
        int[][] taps = new int[to][2];
        float[][] weights = new float[to][2];
        for (int i = 0; i < to; i++) {
            float at = (i + 0.5f) * ((float) from / to) - 0.5f;
            int first = (int) Math.floor(at);
            float part = at - first;
            taps[i][0] = Math.clamp(first, 0, from - 1);
            taps[i][1] = Math.clamp(first + 1, 0, from - 1);
            weights[i][0] = 1 - part;
            weights[i][1] = part;
        }
        return new Interpolation(taps, weights);
    }

    /** Keys's cubic curve through the four nearest pixels, with a = -0.5 (Keys, 1981); pixels beyond the edge don't count. */
    public static Interpolation bicubic(int from, int to) {
        int[][] taps = new int[to][4];
        float[][] weights = new float[to][4];
        for (int i = 0; i < to; i++) {
            double at = (i + 0.5) * from / to - 0.5;
            int first = (int) Math.floor(at) - 1;
            double total = 0;
            for (int k = 0; k < 4; k++) {
                total += weight(first + k, from, at);
            }
            for (int k = 0; k < 4; k++) {
                taps[i][k] = Math.clamp(first + k, 0, from - 1);
                weights[i][k] = (float) (weight(first + k, from, at) / total);
            }
        }
        return new Interpolation(taps, weights);
    }

    private static double weight(int pixel, int from, double at) {
        return pixel < 0 || pixel >= from ? 0 : keys(Math.abs(pixel - at));
    }

    private static double keys(double d) {
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    /**
     * The other way round: which output pixels an input pixel is part of, as the gradient needs it.
     *
     * @param from input pixels
     */
    Interpolation transposed(int from) {
        int[] counts = new int[from];
        for (int[] of : taps) {
            for (int pixel : of) {
                counts[pixel]++;
            }
        }
        int[][] outputs = new int[from][];
        float[][] parts = new float[from][];
        for (int i = 0; i < from; i++) {
            outputs[i] = new int[counts[i]];
            parts[i] = new float[counts[i]];
        }
        for (int i = taps.length - 1; i >= 0; i--) {
            for (int tap = taps[i].length - 1; tap >= 0; tap--) {
                int pixel = taps[i][tap];
                counts[pixel]--;
                outputs[pixel][counts[pixel]] = i;
                parts[pixel][counts[pixel]] = weights[i][tap];
            }
        }
        return new Interpolation(outputs, parts);
    }

    /**
     * The mean of a window of pixels for each output pixel: windows of nearly one size that together cover all pixels, as those of
     * PyTorch's adaptive pooling.
     */
    public static Interpolation means(int from, int to) {
        int[][] taps = new int[to][];
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            int first = windowStart(i, from, to);
            int size = windowEnd(i, from, to) - first;
            taps[i] = new int[size];
            weights[i] = new float[size];
            for (int k = 0; k < size; k++) {
                taps[i][k] = first + k;
                weights[i][k] = 1f / size;
            }
        }
        return new Interpolation(taps, weights);
    }

    /** The first of {@code from} pixels in window {@code i} of {@code to} ones. */
    public static int windowStart(int i, int from, int to) {
        return (int) ((long) i * from / to);
    }

    /** The pixel after the last in that window. */
    public static int windowEnd(int i, int from, int to) {
        return (int) Math.ceilDiv((i + 1L) * from, to);
    }

    /** How many output pixels there are. */
    int size() {
        return taps.length;
    }

    /** How many input pixels make output pixel {@code index}. */
    int count(int index) {
        return taps[index].length;
    }

    /** Input pixel {@code tap} of output pixel {@code index}. */
    public int pixel(int index, int tap) {
        return taps[index][tap];
    }

    /** Its weight. */
    public float weight(int index, int tap) {
        return weights[index][tap];
    }
}
