package io.fovea.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.CosineDecayRestarts;
import io.fovea.optimizers.ExponentialDecay;
import io.fovea.optimizers.LearningRate;
import io.fovea.optimizers.PolynomialDecay;

/**
 * The value of {@code --schedule}: how the learning rate changes, by name, with numbers after colons, and perhaps a warm-up. Each is a
 * schedule of Keras, so that files keep it.
 *
 * @param text as the user gave it
 * @param kind which schedule
 * @param numbers after the name
 * @param warmup epochs in which the rate rises along a line from 0; 0: none
 */
record ScheduleTerm(String text, Kind kind, double[] numbers, double warmup) {
    /** What the option's help says of its value. */
    static final String HELP =
            "constant; cosine or cosine:END, down to END times the learning rate (0); linear or linear:END; "
                    + "onecycle or onecycle:RISING, up for that part of the steps (0.3), then down; step:FACTOR:EPOCHS, times FACTOR after "
                    + "each EPOCHS epochs; exponential:FACTOR, times FACTOR in an epoch; restarts:EPOCHS, a cosine again and again, each "
                    + "twice as long. constant and cosine can have a warm-up before: cosine,warmup:2 rises for 2 epochs";

    private static final String WARMUP = "warmup:";

    /** PyTorch's OneCycleLR begins at this part of the highest rate, and ends at a ten-thousandth of that. */
    private static final double FIRST_OF_CYCLE = 1.0 / 25;

    private static final double LAST_OF_CYCLE = FIRST_OF_CYCLE / 1e4;

    /** The kinds of schedules. */
    enum Kind {
        CONSTANT("", 0, 0), COSINE("a part of the learning rate in [0, 1]", 0, 1), LINEAR(
                "a part of the learning rate in [0, 1]", 0, 1), ONECYCLE("a part of the steps above 0 and below 1", 0,
                        1), STEP("a factor above 0 and at most 1, and epochs, 1 or more", 2, 2), EXPONENTIAL(
                                "a factor above 0 and at most 1", 1, 1), RESTARTS("epochs, above 0", 1, 1);

        private final String range;
        private final int least;
        private final int most;

        Kind(String range, int least, int most) {
            this.range = range;
            this.least = least;
            this.most = most;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean takes(double[] given) {
            if (given.length < least || given.length > most) {
                return false;
            }
            return switch (this) {
                case CONSTANT -> true;
                case COSINE, LINEAR -> Arrays.stream(given).allMatch(n -> n >= 0 && n <= 1);
                case ONECYCLE -> Arrays.stream(given).allMatch(n -> n > 0 && n < 1);
                case STEP -> given[0] > 0 && given[0] <= 1 && given[1] >= 1 && given[1] < 1e6;
                case EXPONENTIAL -> given[0] > 0 && given[0] <= 1;
                case RESTARTS -> given[0] > 0 && given[0] < 1e6;
            };
        }
    }

    /**
     * Parses a term.
     *
     * @throws UsageException when a name is not known or a number is out of range
     */
    static ScheduleTerm parse(String text) {
        String[] parts = text.split(",", -1);
        String[] words = parts[0].strip().split(":", -1);
        Kind kind = Arrays.stream(Kind.values()).filter(k -> k.word().equals(words[0])).findFirst()
                .orElseThrow(() -> new UsageException("--schedule knows no '" + words[0] + "'; known are "
                        + String.join(", ", Arrays.stream(Kind.values()).map(Kind::word).toList())));
        double[] numbers = Arrays.stream(words).skip(1).mapToDouble(ScheduleTerm::number).toArray();
        if (!kind.takes(numbers)) {
            throw new UsageException(kind == Kind.CONSTANT
                    ? "--schedule constant has no number, but got '" + text + "'"
                    : "--schedule " + kind.word() + " takes " + kind.range + ", but got '" + text + "'");
        }
        return new ScheduleTerm(text, kind, numbers, warmup(kind, parts, text));
    }

    private static double warmup(Kind kind, String[] parts, String text) {
        if (parts.length == 1) {
            return 0;
        }
        String term = parts[1].strip();
        double epochs = term.startsWith(WARMUP) ? number(term.substring(WARMUP.length())) : Double.NaN;
        if (parts.length > 2 || !(epochs > 0 && epochs < 1e6)) {
            throw new UsageException(
                    "after the comma --schedule has a warm-up in epochs, as warmup:2, but got '" + text + "'");
        }
        if (kind != Kind.COSINE && kind != Kind.CONSTANT) {
            throw new UsageException(
                    "--schedule " + kind.word()
                            + " has no warm-up; cosine and constant can have one, and onecycle rises "
                            + "by itself");
        }
        return epochs;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether the rate depends on how many epochs there are in all. */
    boolean endsWithTraining() {
        return kind == Kind.COSINE || kind == Kind.LINEAR || kind == Kind.ONECYCLE;
    }

    /**
     * The schedule.
     *
     * @param rate the learning rate, which is the highest one
     * @param batches steps of an epoch
     * @param epochs of the training
     * @throws UsageException when the warm-up is longer than the training, or there are more steps than can be counted
     */
    LearningRate of(double rate, int batches, int epochs) {
        int all = steps(batches, epochs);
        int rising = warmup == 0 ? 0 : steps(batches, warmup);
        if (rising >= all) {
            throw new UsageException("the warm-up of --schedule " + text + " is longer than the training of " + epochs
                    + (epochs == 1 ? " epoch" : " epochs"));
        }
        Optional<Double> target = rising == 0 ? Optional.empty() : Optional.of(rate);
        return switch (kind) {
            case CONSTANT -> rising == 0
                    ? LearningRate.constant(rate)
                    : new CosineDecay(0, all - rising, 1, target, rising);
            case COSINE -> new CosineDecay(rising == 0 ? rate : 0, all - rising, or(0), target, rising);
            case LINEAR -> new PolynomialDecay(rate, all, or(0) * rate, 1, false);
            case ONECYCLE -> {
                int up = Math.clamp((int) (or(0.3) * all), 1, Math.max(1, all - 1));
                yield new CosineDecay(
                        rate * FIRST_OF_CYCLE, Math.max(1, all - up), LAST_OF_CYCLE, Optional.of(rate), up);
            }
            case STEP -> new ExponentialDecay(rate, steps(batches, numbers[1]), numbers[0], true);
            case EXPONENTIAL -> new ExponentialDecay(rate, batches, numbers[0]);
            case RESTARTS -> new CosineDecayRestarts(rate, steps(batches, numbers[0]));
        };
    }

    private double or(double byDefault) {
        return numbers.length == 0 ? byDefault : numbers[0];
    }

    private int steps(int batches, double epochs) {
        double steps = Math.max(1, Math.rint(batches * epochs));
        if (steps > Integer.MAX_VALUE) {
            throw new UsageException("--schedule " + text + " would have " + (long) steps + " steps; at most are "
                    + Integer.MAX_VALUE);
        }
        return (int) steps;
    }
}
