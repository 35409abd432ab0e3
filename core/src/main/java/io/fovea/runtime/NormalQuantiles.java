package io.fovea.runtime;

/**
 * Normal random numbers of mean 0 and deviation 1 from 32 random bits, by the quantile function: a table of 4,096 equally probable steps,
 * with a straight line between them. The outermost steps, where a line would be wrong, are computed; the largest magnitude is 6.2.
 *
 * <p>The quantile function is the rational approximation of P. Acklam (2003), with a relative error of 1.2e-9.
 */
public final class NormalQuantiles {
    private static final int STEPS = 1 << 12;
    private static final int FRACTION_BITS = 20;
    private static final double[] TABLE = table();

    private NormalQuantiles() {}

    private static double[] table() {
        double[] table = new double[STEPS + 1];
        for (int i = 1; i < STEPS; i++) {
            table[i] = quantile((double) i / STEPS);
        }
        return table;
    }

    /** The normal number that belongs to 32 uniform bits. */
    public static double of(int bits) {
        int step = bits >>> FRACTION_BITS;
        if (step < 16 || step >= STEPS - 16) {
            return quantile((Integer.toUnsignedLong(bits) + 0.5) * 0x1p-32);
        }
        double fraction = (bits & (1 << FRACTION_BITS) - 1) * 0x1p-20;
        return TABLE[step] + fraction * (TABLE[step + 1] - TABLE[step]);
    }

    /** The number that a normal number is below with probability {@code p}, in (0, 1). */
    public static double quantile(double p) {
        if (p < 0.02425) {
            return tail(StrictMath.sqrt(-2 * StrictMath.log(p)));
        }
        if (p > 1 - 0.02425) {
            return -tail(StrictMath.sqrt(-2 * StrictMath.log(1 - p)));
        }
        double q = p - 0.5;
        double r = q * q;
        double numerator = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q;
        double denominator = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1;
        return numerator / denominator;
    }

    private static double tail(double q) {
        double numerator = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                - 2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00;
        double denominator = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                + 3.754408661907416e+00) * q + 1;
        return numerator / denominator;
    }
}
