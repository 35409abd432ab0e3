package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;

class ClassNamesTest {
    private static final Labels LABELS = new Labels(new int[]{0, 1, 1});

    private static Dataset named(String... names) {
        return Dataset.of(LABELS, LABELS, List.of(names));
    }

    @Test
    void labelsFollowTheModelsOrder() {
        Dataset followed = ClassNames.map(named("dog", "bird"), List.of("bird", "cat", "dog"));

        assertThat(ClassNames.labels(followed)).containsExactly(2, 0, 0);
        assertThat(followed.classNames()).containsExactly("bird", "cat", "dog");
    }

    @Test
    void refusesAClassThatTheModelDoesNotKnow() {
        assertThatThrownBy(() -> ClassNames.map(named("dog", "fish"), List.of("bird", "dog")))
                .hasMessageContainingAll("'fish'", "[dog, fish]", "[bird, dog]");
    }

    @Test
    void withoutNamesTheLabelsStay() {
        assertThat(ClassNames.labels(ClassNames.map(named(), List.of("bird", "cat")))).containsExactly(0, 1, 1);
        assertThat(ClassNames.count(named())).isEqualTo(2);
    }

    @Test
    void aModelIsTrainedOnItsOwnClassesOnlyInAnyOrder() {
        Dataset mapped = ClassNames.mapAll(named("dog", "cat"), List.of("cat", "dog"));
        assertThat(ClassNames.labels(mapped)).containsExactly(1, 0, 0);
        assertThat(mapped.classNames()).containsExactly("cat", "dog");
        for (List<String> other : List.of(List.of("cat", "fox"), List.of("cat", "dog", "fox"), List.of("cat"))) {
            assertThatThrownBy(() -> ClassNames.mapAll(named("dog", "cat"), other)).isInstanceOf(Failure.class)
                    .hasMessageContainingAll("the data have [dog, cat]", "the model " + other);
        }
        assertThat(ClassNames.labels(ClassNames.mapAll(named("0", "1"), List.of("cat", "dog"))))
                .containsExactly(0, 1, 1);
    }

    @Test
    void missingNamesAreNumbers() {
        assertThat(ClassNames.complete(List.of("bird"), 3)).containsExactly("bird", "1", "2");
    }
}
