package io.fovea.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.custom.PerSampleLoss;
import io.fovea.data.FloatSamples;
import io.fovea.ops.loss.CrossEntropy;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class TargetsTest {
    private static final Shape OUTPUT = Shape.of(3);

    private static FloatSamples targets(int width, float... values) {
        return new FloatSamples(new Tensor(values.length / width, Shape.of(width), values));
    }

    @Test
    void classIndicesOfTheModelAreTaken() {
        assertThatCode(() -> new SparseCategoricalCrossentropy().checkTargets(targets(1, 0, 2, 1), OUTPUT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
    void otherNumbersAreRefusedWithTheirPlace(float label) {
        assertThatThrownBy(() -> new SparseCategoricalCrossentropy().checkTargets(targets(1, 0, label), OUTPUT))
                .hasMessage("label " + label + " of sample 1 is none of the model's classes 0 to 2");
    }

    @Test
    void targetsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> new CategoricalCrossentropy().checkTargets(targets(2, 0, 1), OUTPUT))
                .hasMessageContainingAll("categorical_crossentropy", "[3]", "[2]");
        assertThatThrownBy(() -> new SparseCategoricalCrossentropy().checkTargets(targets(3, 0, 1, 0), OUTPUT))
                .hasMessageContainingAll("[1]", "[3]");
    }

    @Test
    void targetsAreAClassIndexOrANumberForEachClass() {
        assertThat(new SparseCategoricalCrossentropy().targetShape(OUTPUT)).isEqualTo(Shape.of(1));
        assertThat(new CategoricalCrossentropy().targetShape(OUTPUT)).isEqualTo(OUTPUT);
        assertThatCode(() -> new CategoricalCrossentropy().checkTargets(targets(3, 0, 0.5f, 0.5f), OUTPUT))
                .doesNotThrowAnyException();
        assertThat(new SparseCategoricalCrossentropy().targetShape(Shape.of(2, 4, 3))).isEqualTo(Shape.of(2, 4, 1));
        assertThat(new CategoricalCrossentropy().targetShape(Shape.of(2, 4, 3))).isEqualTo(Shape.of(2, 4, 3));
    }

    /** The names are those of Keras: they stand in files. */
    @Test
    void names() {
        assertThat(new SparseCategoricalCrossentropy().name()).isEqualTo("sparse_categorical_crossentropy");
        assertThat(new CategoricalCrossentropy().name()).isEqualTo("categorical_crossentropy");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachLossIsACrossEntropyOfItsKind(boolean fromLogits) {
        assertThat(new SparseCategoricalCrossentropy(fromLogits).perSampleLoss())
                .isEqualTo(new CrossEntropy(true, fromLogits));
        assertThat(new CategoricalCrossentropy(fromLogits).perSampleLoss())
                .isEqualTo(new CrossEntropy(false, fromLogits));
    }

    /** A loss that is no record of its own says nothing about logits. */
    @Test
    void aLossIsOfProbabilitiesUnlessItSaysOtherwise() {
        Loss loss = new Loss() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public Shape targetShape(Shape output) {
                return output;
            }

            @Override
            public PerSampleLoss perSampleLoss() {
                return new CrossEntropy(false, false);
            }
        };
        assertThat(loss.fromLogits()).isFalse();
    }

    @Test
    void eachLossKnowsItsLogits() {
        assertThat(((Loss) new CategoricalCrossentropy(true)).fromLogits()).isTrue();
        assertThat(((Loss) new SparseCategoricalCrossentropy()).fromLogits()).isFalse();
    }
}
