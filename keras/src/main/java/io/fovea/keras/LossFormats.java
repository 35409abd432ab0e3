package io.fovea.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.BinaryFocalCrossentropy;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.CategoricalFocalCrossentropy;
import io.fovea.losses.CategoricalGeneralizedCrossEntropy;
import io.fovea.losses.CategoricalHinge;
import io.fovea.losses.CosineSimilarity;
import io.fovea.losses.Dice;
import io.fovea.losses.Hinge;
import io.fovea.losses.Huber;
import io.fovea.losses.KLDivergence;
import io.fovea.losses.LogCosh;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanAbsoluteError;
import io.fovea.losses.MeanAbsolutePercentageError;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.MeanSquaredLogarithmicError;
import io.fovea.losses.Poisson;
import io.fovea.losses.Reduced;
import io.fovea.losses.Reduction;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.losses.SquaredHinge;
import io.fovea.losses.Tversky;

/**
 * The registry of Keras's losses by name: {@code mean_squared_error}, {@code mse} or {@code MeanSquaredError}. A new loss is one entry
 * here.
 */
public final class LossFormats {
    private static final String LOGITS = "from_logits";
    private static final String SMOOTHING = "label_smoothing";
    private static final String AXIS = "axis";

    static final List<LossFormat<?>> ALL = List.of(
            new LossFormat<>("SparseCategoricalCrossentropy", List.of(), SparseCategoricalCrossentropy.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new SparseCategoricalCrossentropy(
                                Arguments.flag(config, LOGITS), Arguments.integer(config, "ignore_class"));
                    },
                    (loss, fields) -> fields.with(LOGITS, loss.fromLogits())
                            .with("ignore_class", Arguments.orNull(loss.ignoreClass()))),
            new LossFormat<>("CategoricalCrossentropy", List.of(), CategoricalCrossentropy.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new CategoricalCrossentropy(
                                Arguments.flag(config, LOGITS), Arguments.number(config, SMOOTHING, 0));
                    },
                    (loss, fields) -> fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing())
                            .with(AXIS, -1)),
            new LossFormat<>("BinaryCrossentropy", List.of("bce"), BinaryCrossentropy.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new BinaryCrossentropy(
                                Arguments.flag(config, LOGITS), Arguments.number(config, SMOOTHING, 0));
                    },
                    (loss, fields) -> fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing())
                            .with(AXIS, -1)),
            new LossFormat<>("BinaryFocalCrossentropy", List.of(), BinaryFocalCrossentropy.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new BinaryFocalCrossentropy(
                                Arguments.flag(config, "apply_class_balancing"),
                                Arguments.number(config, "alpha", 0.25),
                                Arguments.number(config, "gamma", 2), Arguments.flag(config, LOGITS),
                                Arguments.number(config, SMOOTHING, 0));
                    },
                    (loss, fields) -> fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing())
                            .with(AXIS, -1).with("apply_class_balancing", loss.applyClassBalancing())
                            .with("alpha", loss.alpha()).with("gamma", loss.gamma())),
            new LossFormat<>("CategoricalFocalCrossentropy", List.of(), CategoricalFocalCrossentropy.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new CategoricalFocalCrossentropy(
                                Arguments.number(config, "alpha", 0.25), Arguments.number(config, "gamma", 2),
                                Arguments.flag(config, LOGITS), Arguments.number(config, SMOOTHING, 0));
                    },
                    (loss, fields) -> fields.with(LOGITS, loss.fromLogits()).with(SMOOTHING, loss.labelSmoothing())
                            .with(AXIS, -1).with("alpha", loss.alpha()).with("gamma", loss.gamma())),
            new LossFormat<>("CategoricalGeneralizedCrossEntropy", List.of(), CategoricalGeneralizedCrossEntropy.class,
                    config -> new CategoricalGeneralizedCrossEntropy(Arguments.number(config, "q", 0.5)),
                    (loss, fields) -> fields.with("q", loss.q())),
            LossFormat.plain("KLDivergence", KLDivergence.class, new KLDivergence(), "kld",
                    "kullbackleiblerdivergence"),
            LossFormat.plain("Poisson", Poisson.class, new Poisson()),
            LossFormat.plain("Hinge", Hinge.class, new Hinge()),
            LossFormat.plain("SquaredHinge", SquaredHinge.class, new SquaredHinge()),
            LossFormat.plain("CategoricalHinge", CategoricalHinge.class, new CategoricalHinge()),
            LossFormat.plain("MeanSquaredError", MeanSquaredError.class, new MeanSquaredError(), "mse"),
            LossFormat.plain("MeanAbsoluteError", MeanAbsoluteError.class, new MeanAbsoluteError(), "mae"),
            LossFormat.plain(
                    "MeanAbsolutePercentageError", MeanAbsolutePercentageError.class, new MeanAbsolutePercentageError(),
                    "mape"),
            LossFormat.plain(
                    "MeanSquaredLogarithmicError", MeanSquaredLogarithmicError.class, new MeanSquaredLogarithmicError(),
                    "msle"),
            // Keras 3.15 writes no delta, so that a file of its own means the default.
            new LossFormat<>("Huber", List.of("huberloss"), Huber.class,
                    config -> new Huber(Arguments.number(config, "delta", 1)),
                    (loss, fields) -> {
                        if (loss.delta() != 1) {
                            fields.with("delta", loss.delta());
                        }
                    }),
            LossFormat.plain("LogCosh", LogCosh.class, new LogCosh()),
            new LossFormat<>("CosineSimilarity", List.of(), CosineSimilarity.class,
                    config -> {
                        config.require(AXIS, "-1");
                        return new CosineSimilarity();
                    }, (loss, fields) -> fields.with(AXIS, -1)),
            new LossFormat<>("Dice", List.of(), Dice.class,
                    config -> {
                        config.refuse(AXIS);
                        return new Dice();
                    }, (loss, fields) -> fields.with(AXIS, Terms.NULL)),
            new LossFormat<>("Tversky", List.of(), Tversky.class,
                    config -> {
                        config.refuse(AXIS);
                        return new Tversky(Arguments.number(config, "alpha", 0.5),
                                Arguments.number(config, "beta", 0.5));
                    },
                    (loss, fields) -> fields.with("alpha", loss.alpha()).with("beta", loss.beta())
                            .with(AXIS, Terms.NULL)));

    private static final Map<String, LossFormat<?>> BY_NAME = byName();

    private LossFormats() {}

    private static Map<String, LossFormat<?>> byName() {
        Map<String, LossFormat<?>> all = new HashMap<>();
        for (LossFormat<?> format : ALL) {
            all.put(plain(format.className()), format);
            format.names().forEach(name -> all.put(name, format));
        }
        return all;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Keras's classes that are known, in order. */
    public static List<String> names() {
        return ALL.stream().map(LossFormat::className).toList();
    }

    /**
     * The loss that Keras knows by {@code name}, with its defaults.
     *
     * @throws IllegalArgumentException when none has this name; the message names those that are known
     */
    public static Loss byName(String name) {
        LossFormat<?> format = BY_NAME.get(plain(name));
        if (format == null) {
            throw new IllegalArgumentException(
                    "the loss '" + name + "' isn't known; known are " + String.join(", ", names()));
        }
        try {
            return format.reader().read(new Json(name, JsonMapper.shared().createObjectNode()));
        } catch (KerasFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * A loss as Keras writes it, by name or with its arguments.
     *
     * @throws KerasFileException when it, or one of its arguments, isn't known
     */
    static Loss read(JsonNode node) throws KerasFileException {
        String name = node.isString() ? node.asString() : node.path("class_name").asString("");
        // A function is an object whose config is its name.
        JsonNode config = node.path("config");
        LossFormat<?> format = BY_NAME.get(plain(name.equals("function") ? config.asString("") : name));
        if (format == null) {
            throw new KerasFileException("the loss " + node + " isn't known; known are " + String.join(", ", names()));
        }
        Json arguments = new Json("the loss " + format.className(),
                config.isObject() ? config : JsonMapper.shared().createObjectNode());
        // Keras 2 names the function of the class besides.
        arguments.ignore("name", "dtype", "fn");
        String reduction = Arguments.text(arguments, "reduction", "sum_over_batch_size");
        if (reduction.equals("auto")) {
            // Keras 2's default.
            reduction = "sum_over_batch_size";
        }
        try {
            Loss loss = format.reader().read(arguments);
            arguments.refuseUnread();
            return loss.reduction(reduction(arguments, reduction));
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(arguments.where() + ": " + e.getMessage(), e);
        }
    }

    /** A loss of {@code custom}, or one of Keras's. */
    static Loss read(JsonNode node, CustomObjects custom) throws KerasFileException {
        Optional<Loss> own = custom.loss(node);
        if (own.isEmpty()) {
            return read(node);
        }
        Json arguments = new Json("the loss " + own.get().name(), node.path("config"));
        return own.get().reduction(
                reduction(arguments, Arguments.text(arguments, "reduction", "sum_over_batch_size")));
    }

    private static Reduction reduction(Json arguments, String name) throws KerasFileException {
        for (Reduction reduction : Reduction.values()) {
            if (plain(reduction.name()).equals(plain(name))) {
                return reduction;
            }
        }
        throw new KerasFileException(
                arguments.where() + ": 'reduction' is " + name
                        + (name.equals("none") ? ", which leaves no single number that a training could minimize" : "")
                        + ", but only sum_over_batch_size, mean, sum and mean_with_sample_weight are supported");
    }

    /**
     * A loss as Keras writes it.
     *
     * @throws KerasFileException when it is none of Keras's
     */
    static Map<String, Object> write(Loss loss) throws KerasFileException {
        return write(loss, CustomObjects.none());
    }

    /**
     * A loss as Keras writes it.
     *
     * @throws KerasFileException when it is none of Keras's and none of {@code custom}
     */
    static Map<String, Object> write(Loss loss, CustomObjects custom) throws KerasFileException {
        Loss plain = loss instanceof Reduced reduced ? reduced.loss() : loss;
        String reduction = loss.reduction().name().toLowerCase(Locale.ROOT);
        Optional<Map<String, Object>> own =
                custom.write(plain, Fields.empty().with("name", loss.name()).with("reduction", reduction));
        if (own.isPresent()) {
            return own.get();
        }
        for (LossFormat<?> format : ALL) {
            if (format.type().isInstance(plain)) {
                return format.write(plain, loss.name(), reduction);
            }
        }
        throw new KerasFileException("the loss " + loss.name() + " (" + plain.getClass().getName()
                + ") is none of Keras's; to save it, give KerasFile.save a CustomObject of its class");
    }
}
