package io.fovea.ops.augmentation;

import io.fovea.runtime.NormalQuantiles;
import io.fovea.runtime.Randoms;

/**
 * Random parts of a whole, as functions of a seed. They are ratios of gamma variables (Marsaglia and Tsang, 2000), whose logarithms are
 * kept, since of a small parameter most are too small for a double.
 */
final class BetaDistribution {
    private BetaDistribution() {}

    /** A number in [0, 1] of the beta distribution whose parameters are both {@code alpha}, greater than 0. */
    static double draw(long seed, double alpha) {
        double one = logGamma(Randoms.derive(seed, 0), alpha);
        double other = logGamma(Randoms.derive(seed, 1), alpha);
        return 1 / (1 + StrictMath.exp(other - one));
    }

    /** Numbers with the sum 1 of the Dirichlet distribution whose parameters are all {@code alpha}. */
    static void dirichlet(long seed, double alpha, double[] into) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < into.length; i++) {
            into[i] = logGamma(Randoms.derive(seed, i), alpha);
            most = Math.max(most, into[i]);
        }
        double sum = 0;
        for (int i = 0; i < into.length; i++) {
            into[i] = StrictMath.exp(into[i] - most);
            sum += into[i];
        }
        for (int i = 0; i < into.length; i++) {
            into[i] /= sum;
        }
    }

    /** The logarithm of a gamma variable: of alpha + 1 first, then made smaller by a power of a uniform number. */
    private static double logGamma(long seed, double alpha) {
        double d = alpha + 1 - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        for (int attempt = 0;; attempt++) {
            double x = NormalQuantiles.of((int) Randoms.bits(Randoms.derive(seed, 1), attempt));
            double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            double u = 1 - Randoms.uniform(Randoms.derive(seed, 2), attempt);
            if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                double power = StrictMath.log(1 - Randoms.uniform(Randoms.derive(seed, 3), 0)) / alpha;
                return StrictMath.log(d * v) + power;
            }
        }
    }
}
