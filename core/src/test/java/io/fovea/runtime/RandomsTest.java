package io.fovea.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomsTest {
    private static final int MANY = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
    void aPermutationHasEveryNumberOnce(int n) {
        assertThat(IntStream.of(Randoms.permutation(5, n)).sorted()).containsExactlyElementsOf(
                IntStream.range(0, n).boxed().toList());
    }

    @Test
    void permutationsDependOnTheSeed() {
        Set<String> orders = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            orders.add(Arrays.toString(Randoms.permutation(seed, 20)));
        }
        assertThat(orders).hasSize(100);
        assertThat(Randoms.permutation(3, 50)).isEqualTo(Randoms.permutation(3, 50));
    }

    /** Each of the 24 orders of four things comes up about equally often. */
    @Test
    void permutationsAreFair() {
        int[] counts = new int[256];
        int draws = 24_000;
        for (int seed = 0; seed < draws; seed++) {
            int[] p = Randoms.permutation(Randoms.derive(1, seed), 4);
            counts[p[0] + 4 * p[1] + 16 * p[2] + 64 * p[3]]++;
        }
        int[] seen = IntStream.of(counts).filter(c -> c > 0).toArray();
        assertThat(seen).hasSize(24);
        double chiSquare = 0;
        for (int count : seen) {
            chiSquare += (count - 1000.0) * (count - 1000.0) / 1000;
        }
        // 23 degrees of freedom: 49.7 is exceeded once in a thousand.
        assertThat(chiSquare).isLessThan(49.7);
    }

    @Test
    void uniformNumbersAreUniform() {
        double sum = 0;
        double squares = 0;
        int[] tenths = new int[10];
        for (int i = 0; i < MANY; i++) {
            double u = Randoms.uniform(11, i);
            assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += u;
            squares += (u - 0.5) * (u - 0.5);
            tenths[(int) (10 * u)]++;
        }
        assertThat(sum / MANY).isCloseTo(0.5, within(0.003));
        assertThat(squares / MANY).isCloseTo(1.0 / 12, within(0.001));
        for (int count : tenths) {
            assertThat(count / (double) MANY).isCloseTo(0.1, within(0.003));
        }
    }

    @Test
    void normalNumbersAreNormal() {
        double sum = 0;
        double squares = 0;
        int within1 = 0;
        int within2 = 0;
        for (int i = 0; i < MANY; i++) {
            double z = Randoms.normal(12, i);
            assertThat(z).isFinite();
            sum += z;
            squares += z * z;
            within1 += Math.abs(z) < 1 ? 1 : 0;
            within2 += Math.abs(z) < 2 ? 1 : 0;
        }
        assertThat(sum / MANY).isCloseTo(0, within(0.01));
        assertThat(squares / MANY).isCloseTo(1, within(0.015));
        assertThat(within1 / (double) MANY).isCloseTo(0.6827, within(0.005));
        assertThat(within2 / (double) MANY).isCloseTo(0.9545, within(0.003));
    }

    /** Dropout compares the 32 bits with a threshold: as many are below as should be, for neighboring counters too. */
    @Test
    void mixedCountersAreUniform() {
        int below = 0;
        int changes = 0;
        for (int i = 0; i < MANY; i++) {
            below += Randoms.mix(i) < 0 ? 1 : 0;
            changes += Integer.bitCount(Randoms.mix(i) ^ Randoms.mix(i + 1));
        }
        assertThat(below / (double) MANY).isCloseTo(0.5, within(0.005));
        assertThat(changes / (double) MANY).isCloseTo(16, within(0.05));
    }

    /** The sequence of a seed is that of the JDK's SplittableRandom, which is the same algorithm. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        for (long seed : new long[]{0, 1, -7, 123_456_789_012L}) {
            SplittableRandom reference = new SplittableRandom(seed);
            for (int i = 0; i < 100; i++) {
                assertThat(Randoms.bits(seed, i)).isEqualTo(reference.nextLong());
            }
        }
    }

    @Test
    void derivedSeedsDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (int seed = -50; seed < 50; seed++) {
            for (int key = -50; key < 50; key++) {
                seeds.add(Randoms.derive(seed, key));
            }
        }
        assertThat(seeds).hasSize(10_000);
    }

    /** If these change, every run that someone has noted the seed of changes. */
    @Test
    void pinnedValues() {
        assertThat(Randoms.mix(1)).isEqualTo(1_753_845_952);
        assertThat(Randoms.derive(42, 7)).isEqualTo(3_159_419_591_028_090_632L);
        assertThat(Randoms.uniform(42, 0)).isEqualTo(0.7415648787718233);
        assertThat(Randoms.normal(42, 0)).isEqualTo(0.8822489062222688);
        assertThat(Randoms.permutation(42, 10)).containsExactly(4, 6, 1, 8, 2, 5, 9, 3, 0, 7);
    }
}
