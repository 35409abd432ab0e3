package io.fovea.app;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;

import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import io.fovea.TestTimeAugmentation;

/** The option {@code --tta}: test-time augmentation. */
final class TestTimeOption {
    /** The value that stands for all views. */
    static final String FULL = Kind.FLIPS_AND_SHIFTS.word;

    /** What it can be. */
    enum Kind {
        FLIPS("flips"), FLIPS_AND_SHIFTS("flips+shifts");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private TestTimeAugmentation views() {
            return switch (this) {
                case FLIPS -> TestTimeAugmentation.flips();
                case FLIPS_AND_SHIFTS -> TestTimeAugmentation.flipsAndShifts(1);
            };
        }

        static Optional<Kind> named(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
        }
    }

    /** A value may be left out: what follows the option is its value only if it can be one, or is attached by {@code =}. */
    static final class OptionalValue implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            boolean attached = !" ".equals(info.get("separator"));
            if (!attached && (args.isEmpty() || Kind.named(args.peek()).isEmpty())) {
                args.push(Kind.FLIPS_AND_SHIFTS.word);
            }
            return false;
        }
    }

    @Option(names = "--tta", paramLabel = "[flips|flips+shifts]", preprocessor = OptionalValue.class,
            description = "Average the model's outputs over views of each image: the image and its mirror image, and with "
                    + "flips+shifts, which is meant where no value follows, also both shifted by a pixel in two directions. "
                    + "Mostly a little better, and 2 or 6 times slower (default: the image alone).")
    String value = "";

    /**
     * Refuses what is no kind.
     *
     * @throws UsageException then
     */
    void check() {
        if (!value.isEmpty() && Kind.named(value).isEmpty()) {
            throw new UsageException("--tta is flips or flips+shifts, but got '" + value + "'");
        }
    }

    /** The views; empty: the image alone. */
    Optional<TestTimeAugmentation> views() {
        return views(value);
    }

    /** The views of a kind; empty: the image alone. */
    static Optional<TestTimeAugmentation> views(String word) {
        return Kind.named(word).map(Kind::views);
    }
}
