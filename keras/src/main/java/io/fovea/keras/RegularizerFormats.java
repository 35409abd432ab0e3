package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.fovea.custom.ElementwisePenalty;
import io.fovea.custom.Regularizer;
import io.fovea.regularizers.L1;
import io.fovea.regularizers.L1L2;
import io.fovea.regularizers.L2;
import io.fovea.regularizers.OrthogonalRegularizer;

/** The registry of Keras's regularizers. */
final class RegularizerFormats {
    private static final ObjectFormats<Regularizer> ALL = new ObjectFormats<>(
            "the regularizer", "keras.regularizers",
            List.of(
                    ObjectFormat.of(
                            "L1", L1.class, c -> new L1(c.number("l1")), r -> Fields.empty().with("l1", r.l1())),
                    ObjectFormat.of(
                            "L2", L2.class, c -> new L2(c.number("l2")), r -> Fields.empty().with("l2", r.l2())),
                    ObjectFormat.of(
                            "L1L2", L1L2.class, c -> new L1L2(c.number("l1"), c.number("l2")),
                            r -> Fields.empty().with("l1", r.l1()).with("l2", r.l2())),
                    ObjectFormat.of(
                            "OrthogonalRegularizer", OrthogonalRegularizer.class, RegularizerFormats::orthogonal,
                            r -> Fields.empty().with("factor", r.factor())
                                    .with("mode", r.mode().name().toLowerCase(Locale.ROOT)))));

    /** Keras's argument of the penalty on a layer's output. */
    static final String ACTIVITY = "activity_regularizer";

    private RegularizerFormats() {}

    /** The penalty on the numbers of a layer's output, if there is one. */
    static Optional<ElementwisePenalty> activity(Json config) throws KerasFileException {
        Optional<Regularizer> penalty = read(config, ACTIVITY);
        if (penalty.isEmpty()) {
            return Optional.empty();
        }
        if (penalty.get() instanceof ElementwisePenalty elementwise) {
            return Optional.of(elementwise);
        }
        throw new KerasFileException(
                config.where() + ": 'activity_regularizer' is L1, L2 or L1L2, but got " + penalty.get());
    }

    private static OrthogonalRegularizer orthogonal(Json config) throws KerasFileException {
        return switch (config.text("mode")) {
            case "rows" -> new OrthogonalRegularizer(config.number("factor"), OrthogonalRegularizer.Mode.ROWS);
            case "columns" -> new OrthogonalRegularizer(config.number("factor"), OrthogonalRegularizer.Mode.COLUMNS);
            default -> throw new KerasFileException(
                    config.where() + ": 'mode' should be rows or columns, but is " + config.text("mode"));
        };
    }

    static Regularizer read(Json object) throws KerasFileException {
        return ALL.read(object);
    }

    /** The regularizer in a field of a layer, if there is one. */
    static Optional<Regularizer> read(Json config, String field) throws KerasFileException {
        Optional<JsonNode> node = config.optional(field);
        return node.isPresent() ? Optional.of(read(config.object(field))) : Optional.empty();
    }

    /** Keras's object, or null. */
    static Object write(Optional<? extends Regularizer> regularizer) throws KerasFileException {
        return regularizer.isPresent() ? ALL.write(regularizer.get()) : NULL;
    }
}
