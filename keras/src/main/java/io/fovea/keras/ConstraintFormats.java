package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.fovea.constraints.MaxNorm;
import io.fovea.constraints.MinMaxNorm;
import io.fovea.constraints.NonNeg;
import io.fovea.constraints.UnitNorm;
import io.fovea.custom.Constraint;

/** The registry of Keras's constraints. */
final class ConstraintFormats {
    private static final ObjectFormats<Constraint> ALL = new ObjectFormats<>(
            "the constraint", "keras.constraints",
            List.of(
                    ObjectFormat.of(
                            "MaxNorm", MaxNorm.class, c -> new MaxNorm(c.number("max_value"), axis(c)),
                            k -> Fields.empty().with("max_value", k.maxValue()).with("axis", axis(k.axis()))),
                    ObjectFormat.of("NonNeg", NonNeg.class, c -> new NonNeg(), k -> Fields.empty()),
                    ObjectFormat.of(
                            "UnitNorm", UnitNorm.class, c -> new UnitNorm(axis(c)),
                            k -> Fields.empty().with("axis", axis(k.axis()))),
                    ObjectFormat.of(
                            "MinMaxNorm", MinMaxNorm.class,
                            c -> new MinMaxNorm(
                                    c.number("min_value"), c.number("max_value"), c.number("rate"), axis(c)),
                            k -> Fields.empty().with("min_value", k.minValue()).with("max_value", k.maxValue())
                                    .with("rate", k.rate()).with("axis", axis(k.axis())))));

    private ConstraintFormats() {}

    private static List<Integer> axis(Json config) throws KerasFileException {
        Optional<JsonNode> node = config.optional("axis");
        if (node.isEmpty() || !node.get().isArray()) {
            return List.of(config.integer("axis"));
        }
        List<Integer> axis = new ArrayList<>();
        for (JsonNode each : node.get()) {
            axis.add(each.asInt());
        }
        return axis;
    }

    private static Object axis(List<Integer> axis) {
        return axis.size() == 1 ? axis.getFirst() : axis;
    }

    static Constraint read(Json object) throws KerasFileException {
        return ALL.read(object);
    }

    /** The constraint in a field of a layer, if there is one. */
    static Optional<Constraint> read(Json config, String field) throws KerasFileException {
        Optional<JsonNode> node = config.optional(field);
        return node.isPresent() ? Optional.of(read(config.object(field))) : Optional.empty();
    }

    /** Keras's object, or null. */
    static Object write(Optional<Constraint> constraint) throws KerasFileException {
        return constraint.isPresent() ? ALL.write(constraint.get()) : NULL;
    }
}
