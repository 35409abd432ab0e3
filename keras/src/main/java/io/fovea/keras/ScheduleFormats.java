package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.fovea.optimizers.ConstantRate;
import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.CosineDecayRestarts;
import io.fovea.optimizers.ExponentialDecay;
import io.fovea.optimizers.InverseTimeDecay;
import io.fovea.optimizers.LearningRate;
import io.fovea.optimizers.PiecewiseConstantDecay;
import io.fovea.optimizers.PolynomialDecay;

/** The registry of Keras's schedules of learning rates. A number stands for itself. */
final class ScheduleFormats {
    private static final ObjectFormats<LearningRate> ALL = new ObjectFormats<>(
            "the learning rate", "keras.optimizers.schedules",
            List.of(
                    ObjectFormat.of(
                            "ExponentialDecay", ExponentialDecay.class,
                            c -> new ExponentialDecay(
                                    c.number("initial_learning_rate"), c.integer("decay_steps"),
                                    c.number("decay_rate"), c.flag("staircase")),
                            s -> Fields.empty().with("initial_learning_rate", s.initialLearningRate())
                                    .with("decay_steps", s.decaySteps()).with("decay_rate", s.decayRate())
                                    .with("staircase", s.staircase()).with("name", "ExponentialDecay")),
                    ObjectFormat.of(
                            "InverseTimeDecay", InverseTimeDecay.class,
                            c -> new InverseTimeDecay(
                                    c.number("initial_learning_rate"), c.integer("decay_steps"),
                                    c.number("decay_rate"), c.flag("staircase")),
                            s -> Fields.empty().with("initial_learning_rate", s.initialLearningRate())
                                    .with("decay_steps", s.decaySteps()).with("decay_rate", s.decayRate())
                                    .with("staircase", s.staircase()).with("name", "InverseTimeDecay")),
                    ObjectFormat.of(
                            "PolynomialDecay", PolynomialDecay.class,
                            c -> new PolynomialDecay(
                                    c.number("initial_learning_rate"), c.integer("decay_steps"),
                                    c.number("end_learning_rate"), c.number("power"), c.flag("cycle")),
                            s -> Fields.empty().with("initial_learning_rate", s.initialLearningRate())
                                    .with("decay_steps", s.decaySteps())
                                    .with("end_learning_rate", s.endLearningRate()).with("power", s.power())
                                    .with("cycle", s.cycle()).with("name", "PolynomialDecay")),
                    ObjectFormat.of(
                            "PiecewiseConstantDecay", PiecewiseConstantDecay.class, ScheduleFormats::piecewise,
                            s -> Fields.empty().with("boundaries", s.boundaries()).with("values", s.values())
                                    .with("name", "PiecewiseConstant")),
                    ObjectFormat.of(
                            "CosineDecay", CosineDecay.class, ScheduleFormats::cosine,
                            s -> Fields.empty().with("initial_learning_rate", s.initialLearningRate())
                                    .with("decay_steps", s.decaySteps()).with("alpha", s.alpha())
                                    .with("name", "CosineDecay")
                                    .with("warmup_target", s.warmupTarget().<Object>map(t -> t).orElse(NULL))
                                    .with("warmup_steps", s.warmupSteps())),
                    ObjectFormat.of(
                            "CosineDecayRestarts", CosineDecayRestarts.class,
                            c -> new CosineDecayRestarts(
                                    c.number("initial_learning_rate"), c.integer("first_decay_steps"),
                                    c.number("t_mul"), c.number("m_mul"), c.number("alpha")),
                            s -> Fields.empty().with("initial_learning_rate", s.initialLearningRate())
                                    .with("first_decay_steps", s.firstDecaySteps()).with("t_mul", s.tMul())
                                    .with("m_mul", s.mMul()).with("alpha", s.alpha()).with("name", "SGDRDecay"))));

    private ScheduleFormats() {}

    /** The schedule of a number or of Keras's object. */
    static LearningRate read(Json config, String field) throws KerasFileException {
        Optional<JsonNode> node = config.optional(field);
        return node.isPresent() && node.get().isObject()
                ? read(config.object(field))
                : new ConstantRate(config.number(field));
    }

    static LearningRate read(Json object) throws KerasFileException {
        return ALL.read(object);
    }

    /** A number or Keras's object. */
    static Object write(LearningRate schedule) throws KerasFileException {
        return schedule instanceof ConstantRate constant ? constant.learningRate() : object(schedule);
    }

    private static Map<String, Object> object(LearningRate schedule) throws KerasFileException {
        return ALL.write(schedule);
    }

    private static PiecewiseConstantDecay piecewise(Json config) throws KerasFileException {
        List<Integer> boundaries = new ArrayList<>();
        for (JsonNode node : config.list("boundaries")) {
            if (!Json.isWhole(node)) {
                throw new KerasFileException(
                        config.where() + ": 'boundaries' should be whole numbers, but has " + node);
            }
            boundaries.add(node.asInt());
        }
        List<Double> values = new ArrayList<>();
        for (JsonNode node : config.list("values")) {
            values.add(node.asDouble());
        }
        return new PiecewiseConstantDecay(boundaries, values);
    }

    private static CosineDecay cosine(Json config) throws KerasFileException {
        Optional<Double> target = config.optional("warmup_target").isPresent()
                ? Optional.of(config.number("warmup_target"))
                : Optional.empty();
        return new CosineDecay(
                config.number("initial_learning_rate"), config.integer("decay_steps"), config.number("alpha"), target,
                config.optional("warmup_steps").isPresent() ? config.integer("warmup_steps") : 0);
    }
}
