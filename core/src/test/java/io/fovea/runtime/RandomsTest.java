package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RandomsTest {
    private static final int N = 200_000;

    @Test
    void uniformNumbersFillTheUnitInterval() {
        double[] u = IntStream.range(0, N).mapToDouble(i -> Randoms.uniform(7, i)).toArray();
        assertThat(Arrays.stream(u)).allMatch(v -> v >= 0 && v < 1);
        assertThat(mean(u)).isCloseTo(0.5, within(0.003));
        assertThat(variance(u)).isCloseTo(1 / 12.0, within(0.001));
        assertThat(correlationOfNeighbours(u)).isCloseTo(0, within(0.01));
    }

    @Test
    void normalNumbersHaveMean0AndDeviation1() {
        double[] z = IntStream.range(0, N).mapToDouble(i -> Randoms.normal(7, i)).toArray();
        assertThat(Arrays.stream(z)).allMatch(Double::isFinite);
        assertThat(mean(z)).isCloseTo(0, within(0.01));
        assertThat(variance(z)).isCloseTo(1, within(0.02));
        assertThat(Arrays.stream(z).filter(v -> Math.abs(v) < 1).count() / (double) N).isCloseTo(0.6827, within(0.005));
    }

    private static double mean(double[] v) {
        return Arrays.stream(v).average().orElseThrow();
    }

    private static double variance(double[] v) {
        double mean = mean(v);
        return Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    private static double correlationOfNeighbours(double[] v) {
        double mean = mean(v);
        double sum = IntStream.range(1, v.length).mapToDouble(i -> (v[i] - mean) * (v[i - 1] - mean)).sum();
        return sum / v.length / variance(v);
    }

    @Test
    void bitsOfConsecutiveHashesAreBalanced() {
        for (int bit = 0; bit < 32; bit++) {
            int b = bit;
            long ones = IntStream.range(0, N).filter(i -> (Randoms.mix(i) >>> b & 1) == 1).count();
            assertThat(ones / (double) N).as("bit " + b).isCloseTo(0.5, within(0.01));
        }
    }

    @Test
    void aPermutationHoldsEachNumberOnce() {
        for (int n : new int[]{0, 1, 2, 3, 10, 1000}) {
            int[] order = Randoms.permutation(3, n);
            Arrays.sort(order);
            assertThat(order).isEqualTo(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void allPermutationsAreEquallyLikely() {
        int[] counts = new int[6];
        for (int seed = 0; seed < 60_000; seed++) {
            int[] p = Randoms.permutation(Randoms.derive(1, seed), 3);
            counts[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
        }
        assertThat(Arrays.stream(counts)).allSatisfy(c -> assertThat(c).isCloseTo(10_000, within(400)));
    }

    @Test
    void seedsAndPurposesGiveDifferentSequences() {
        assertThat(IntStream.range(0, 1000).mapToLong(key -> Randoms.derive(1, key)).distinct().count())
                .isEqualTo(1000);
        assertThat(Randoms.derive(1, 2)).isNotEqualTo(Randoms.derive(2, 1));
        assertThat(Randoms.permutation(1, 100)).isNotEqualTo(Randoms.permutation(2, 100));
    }

    /** Pinned: a change of these changes every run that anyone has recorded. */
    @Test
    void theSequenceIsTheSameForEver() {
        assertThat(Randoms.mix(1)).isEqualTo(1753845952);
        assertThat(Randoms.mix(1L)).isEqualTo(6238072747940578789L);
        assertThat(Randoms.derive(42, 7)).isEqualTo(3159419591028090632L);
        assertThat(Randoms.bits(42, 7)).isEqualTo(-3677692746721775708L);
        assertThat(Randoms.uniform(42, 7)).isEqualTo(0.8006318767135033);
        assertThat(Randoms.normal(42, 7)).isEqualTo(0.42664665906935234);
        assertThat(Randoms.permutation(42, 10)).containsExactly(4, 6, 1, 8, 2, 5, 9, 3, 0, 7);
    }
}
