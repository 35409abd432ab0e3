package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.tensor.Shape;

/** Regularizers and constraints of the catalog. */
class RegularizerCatalogTest {
    static List<Catalog.Case> regularizers() {
        return Catalog.cases("regularizers").stream().filter(c -> c.about().has("regularizer")).toList();
    }

    static List<Catalog.Case> constraints() {
        return Catalog.cases("regularizers").stream().filter(c -> c.about().has("constraint")).toList();
    }

    @ParameterizedTest
    @MethodSource("regularizers")
    @SuppressWarnings("unchecked")
    void penalties(Catalog.Case c) throws KerasFileException {
        Regularizer regularizer = RegularizerFormats.read(c.object("regularizer"));
        Shape shape = Shape.of(c.array("x").shape());
        regularizer.check(shape);
        float[] gradient = new float[shape.size()];
        regularizer.addGradient(c.values("x"), shape, gradient);
        Golden.assertClose(c.toString(), gradient, c.values("gradient"), 1e-5);
        Golden.assertClose(
                c.toString(), new float[]{(float) regularizer.value(c.values("x"), shape)}, c.values("value"), 1e-5);
        Map<String, Object> written = (Map<String, Object>) RegularizerFormats.write(Optional.of(regularizer));
        assertThat(RegularizerFormats.read(WrittenObject.of(written))).isEqualTo(regularizer);
    }

    @ParameterizedTest
    @MethodSource("constraints")
    @SuppressWarnings("unchecked")
    void projections(Catalog.Case c) throws KerasFileException {
        Constraint constraint = ConstraintFormats.read(c.object("constraint"));
        Shape shape = Shape.of(c.array("x").shape());
        constraint.check(shape);
        float[] weight = c.values("x").clone();
        constraint.apply(weight, shape);
        Golden.assertClose(c.toString(), weight, c.values("y"), 1e-5);
        Map<String, Object> written = (Map<String, Object>) ConstraintFormats.write(Optional.of(constraint));
        assertThat(ConstraintFormats.read(WrittenObject.of(written))).isEqualTo(constraint);
    }
}
