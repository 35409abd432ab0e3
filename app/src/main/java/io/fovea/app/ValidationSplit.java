package io.fovea.app;

import java.util.Arrays;
import java.util.List;

import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.data.Shuffle;
import io.fovea.tensor.Shape;

/**
 * Holds a share of the samples out for validation. They are drawn at random, since many data sets are sorted by
 * class; the same seed draws the same samples.
 *
 * @param train the samples that are left
 * @param validation those held out
 */
record ValidationSplit(Dataset train, Dataset validation) {
    /** The purpose of the random numbers, as in {@link Shuffle#order}. */
    private static final long PURPOSE = -1;

    /**
     * Splits.
     *
     * @param fraction the share to hold out, in (0, 1)
     * @throws Failure when one part would be empty
     */
    static ValidationSplit of(Dataset data, double fraction, long seed) {
        int size = data.size();
        int train = (int) Math.floor(size * (1 - fraction));
        if (train == 0 || train == size) {
            throw new Failure("a validation share of " + fraction + " of " + size + " samples leaves one part empty");
        }
        int[] drawn = Shuffle.order(seed, PURPOSE, size);
        int[] left = Arrays.copyOfRange(drawn, 0, train);
        int[] held = Arrays.copyOfRange(drawn, train, size);
        Arrays.sort(left);
        Arrays.sort(held);
        return new ValidationSplit(select(data, left), select(data, held));
    }

    private static Dataset select(Dataset data, int[] chosen) {
        return new Dataset(select(data.inputs(), chosen), select(data.targets(), chosen), data.classNames());
    }

    private static List<Samples> select(List<Samples> parts, int[] chosen) {
        return parts.stream().map(part -> (Samples) new Selection(part, chosen)).toList();
    }

    /** Some of the samples of others. */
    private record Selection(Samples all, int[] chosen) implements Samples {
        @Override
        public int size() {
            return chosen.length;
        }

        @Override
        public Shape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, float[] into, int offset) {
            all.read(chosen[index], into, offset);
        }
    }
}
