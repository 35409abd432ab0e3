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
        Dataset followed = ClassNames.follow(named("dog", "bird"), List.of("bird", "cat", "dog"));

        assertThat(ClassNames.labels(followed)).containsExactly(2, 0, 0);
        assertThat(followed.classNames()).containsExactly("bird", "cat", "dog");
    }

    @Test
    void refusesAClassThatTheModelDoesNotKnow() {
        assertThatThrownBy(() -> ClassNames.follow(named("dog", "fish"), List.of("bird", "dog")))
                .hasMessageContainingAll("'fish'", "[bird, dog]");
    }

    @Test
    void withoutNamesTheLabelsStay() {
        assertThat(ClassNames.labels(ClassNames.follow(named(), List.of("bird", "cat")))).containsExactly(0, 1, 1);
        assertThat(ClassNames.count(named())).isEqualTo(2);
    }

    @Test
    void missingNamesAreNumbers() {
        assertThat(ClassNames.complete(List.of("bird"), 3)).containsExactly("bird", "1", "2");
    }
}
