package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.fovea.models.ModelZoo;

/** What {@code fovea train --help} names is what there is, and its examples work. */
class TrainHelpTest {
    private final String help =
            CommandResult.fovea("train", "--help").out().replaceAll("\\s+", " ");

    /** The words between {@code from} and {@code to}. */
    private List<String> words(String from, String to) {
        Matcher matcher = Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to)).matcher(help);
        assertThat(matcher.find()).as(help).isTrue();
        return Arrays.stream(matcher.group(1).split(",")).map(String::strip).toList();
    }

    @Test
    void networks() {
        assertThat(words("A network by its name:", ".")).containsExactlyInAnyOrderElementsOf(ModelZoo.names());
    }

    @Test
    void optimizers() {
        assertThat(words("Optimizer by its name in Keras:", "(")).containsExactlyElementsOf(OptimizerNames.all());
    }

    @Test
    void examples() {
        TrainOptions options = new TrainOptions();
        options.augment = "flip,crop:4,rotate:0.1";
        options.schedule = "cosine,warmup:1";
        options.loss = "categorical_focal_crossentropy";
        options.metrics = List.of("sparse_top_k_categorical_accuracy");
        assertThat(help.replace(" ", "")).contains(
                "forexample" + options.augment, "forexample" + options.schedule, "Keras,as" + options.loss,
                "Keras,as" + options.metrics.getFirst());
        options.check();
    }

    /** Each name of a list in the help is one that its option knows. */
    @Test
    void terms() {
        assertThat(ScheduleTerm.HELP).contains(
                Arrays.stream(ScheduleTerm.Kind.values()).map(ScheduleTerm.Kind::word).toArray(String[]::new));
        assertThat(AugmentList.HELP).contains(
                Arrays.stream(AugmentList.Kind.values()).map(AugmentList.Kind::word).toArray(String[]::new));
        assertThat(help).contains("times FACTOR after each EPOCHS epochs", "RISING", "gray:PROBABILITY");
    }
}
