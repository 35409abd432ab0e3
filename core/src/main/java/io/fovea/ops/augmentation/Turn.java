package io.fovea.ops.augmentation;

/**
 * Sine and cosine of angles in whole turns. {@code StrictMath}'s allocate an array until the JIT removes it, and a rare change may not be
 * compiled for long. These are the Taylor series about the nearest quarter of a turn, exact to 1e-13.
 */
final class Turn {
    private Turn() {}

    /** The sine of {@code turns} whole turns, which are some few. */
    static double sin(double turns) {
        int quarters = (int) Math.rint(4 * turns);
        double x = 2 * Math.PI * (turns - quarters / 4.0);
        return switch (quarters & 3) {
            case 0 -> nearSin(x);
            case 1 -> nearCos(x);
            case 2 -> -nearSin(x);
            default -> -nearCos(x);
        };
    }

    /** The cosine of {@code turns} whole turns, which are some few. */
    static double cos(double turns) {
        return sin(turns + 0.25);
    }

    /** @param x within an eighth of a turn */
    private static double nearSin(double x) {
        double s = x * x;
        return x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156))))));
    }

    private static double nearCos(double x) {
        double s = x * x;
        return 1 - s / 2 * (1 - s / 12 * (1 - s / 30 * (1 - s / 56 * (1 - s / 90 * (1 - s / 132 * (1 - s / 182))))));
    }
}
