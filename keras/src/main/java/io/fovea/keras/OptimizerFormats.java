package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.LearningRate;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.ScheduleFreeAdamW;
import io.fovea.optimizers.UpdateOptions;

/** The registry of Keras's optimizers. */
final class OptimizerFormats {
    private static final ObjectFormats<Optimizer> ALL = new ObjectFormats<>(
            "optimizer", "keras.optimizers",
            List.of(
                    format("SGD", SGD.class,
                            (c, rate, options) -> new SGD(rate, c.number("momentum"), c.flag("nesterov"), options),
                            (o, f) -> f.with("momentum", o.momentum()).with("nesterov", o.nesterov())),
                    format("Adam", Adam.class,
                            (c, rate, options) -> new Adam(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"), amsgrad(c),
                                    options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon()).with("amsgrad", o.amsgrad())),
                    format("AdamW", AdamW.class,
                            (c, rate, options) -> new AdamW(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"), amsgrad(c),
                                    options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon()).with("amsgrad", o.amsgrad())
                                    .with("weight_decay", o.options().weightDecay())),
                    format("RMSprop", RMSprop.class,
                            (c, rate, options) -> new RMSprop(
                                    rate, c.number("rho"), c.number("momentum"), c.number("epsilon"),
                                    c.flag("centered"), options),
                            (o, f) -> f.with("rho", o.rho()).with("momentum", o.momentum())
                                    .with("epsilon", o.epsilon()).with("centered", o.centered())),
                    format("Adamax", Adamax.class,
                            (c, rate, options) -> new Adamax(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"), options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon())),
                    format("Nadam", Nadam.class,
                            (c, rate, options) -> new Nadam(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"), options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon())),
                    format("ScheduleFreeAdamW", ScheduleFreeAdamW.class,
                            (c, rate, options) -> new ScheduleFreeAdamW(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"),
                                    c.integer("warmup_steps"), options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon())
                                    .with("warmup_steps", o.warmupSteps())),
                    format("Adagrad", Adagrad.class,
                            (c, rate, options) -> new Adagrad(
                                    rate, c.number("initial_accumulator_value"), c.number("epsilon"), options),
                            (o, f) -> f.with("initial_accumulator_value", o.initialAccumulator())
                                    .with("epsilon", o.epsilon())),
                    format("Adadelta", Adadelta.class,
                            (c, rate, options) -> new Adadelta(rate, c.number("rho"), c.number("epsilon"), options),
                            (o, f) -> f.with("rho", o.rho()).with("epsilon", o.epsilon())),
                    format("Adafactor", Adafactor.class,
                            (c, rate, options) -> new Adafactor(
                                    rate, c.number("beta_2_decay"), c.number("epsilon_1"), c.number("epsilon_2"),
                                    c.number("clip_threshold"), c.flag("relative_step"), options),
                            (o, f) -> f.with("beta_2_decay", o.beta2Decay()).with("epsilon_1", o.epsilon1())
                                    .with("epsilon_2", o.epsilon2()).with("clip_threshold", o.clipThreshold())
                                    .with("relative_step", o.relativeStep())),
                    format("Ftrl", Ftrl.class, OptimizerFormats::ftrl, OptimizerFormats::ftrlFields),
                    format("Lion", Lion.class,
                            (c, rate, options) -> new Lion(rate, c.number("beta_1"), c.number("beta_2"), options),
                            (o, f) -> f.with("beta_1", o.beta1()).with("beta_2", o.beta2())),
                    format("Lamb", Lamb.class,
                            (c, rate, options) -> new Lamb(
                                    rate, c.number("beta_1"), c.number("beta_2"), c.number("epsilon"), options),
                            (o, f) -> means(f, o.beta1(), o.beta2(), o.epsilon())),
                    format("Muon", Muon.class, OptimizerFormats::muon, OptimizerFormats::muonFields)));

    private static final List<Optimizer> DEFAULTS = List.of(
            new SGD(0.01), new Adam(), new AdamW(), new RMSprop(), new Adamax(), new Nadam(), new Adagrad(),
            new Adadelta(),
            new Adafactor(), new Ftrl(), new Lion(), new Lamb(), new Muon(), new ScheduleFreeAdamW());

    private OptimizerFormats() {}

    private interface Reading<O> {
        O read(Json config, LearningRate rate, UpdateOptions options) throws KerasFileException;
    }

    private interface Writing<O> {
        Fields write(O optimizer, Fields common);
    }

    private static <O extends Optimizer> ObjectFormat<O> format(
            String className, Class<O> type, Reading<O> reading, Writing<O> writing) {
        return ObjectFormat.of(
                className, type,
                config -> reading.read(
                        config, ScheduleFormats.read(config, "learning_rate"), UpdateOptionsFormat.read(config)),
                optimizer -> writing.write(optimizer, UpdateOptionsFormat.write(optimizer)));
    }

    /** The optimizer of Keras's object. */
    static Optimizer read(Json object) throws KerasFileException {
        return ALL.read(object);
    }

    /** The optimizer that a compile config names: an object, its name, or what scales the loss of one, which is not needed here. */
    static Optimizer read(JsonNode node) throws KerasFileException {
        if (node.isString()) {
            return byName(node.asString());
        }
        JsonNode object = node.path("class_name").asString("").equals("LossScaleOptimizer")
                ? node.path("config").path("inner_optimizer")
                : node;
        Json optimizer = new Json("compile_config", JsonNodeFactory.instance.objectNode()
                .set("optimizer", LegacyFile.optimizer(UpdateOptionsFormat.readBeside(object)))).object("optimizer");
        return read(optimizer);
    }

    /** Keras's short names stand for all defaults. */
    private static Optimizer byName(String name) throws KerasFileException {
        return DEFAULTS.stream().filter(o -> o.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new KerasFileException(
                        "compile_config: the optimizer '" + name + "' isn't known; known are "
                                + String.join(", ", DEFAULTS.stream().map(Optimizer::name).toList())));
    }

    /** Keras's object. */
    static Map<String, Object> write(Optimizer optimizer) throws KerasFileException {
        Map<String, Object> object = ALL.write(optimizer);
        UpdateOptionsFormat.writeBeside(optimizer, object);
        return object;
    }

    private static boolean amsgrad(Json config) throws KerasFileException {
        return config.optional("amsgrad").isPresent() && config.flag("amsgrad");
    }

    private static Fields means(Fields fields, double beta1, double beta2, double epsilon) {
        return fields.with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
    }

    private static Ftrl ftrl(Json c, LearningRate rate, UpdateOptions options) throws KerasFileException {
        return new Ftrl(
                rate, c.number("initial_accumulator_value"), c.number("l1_regularization_strength"),
                c.number("l2_regularization_strength"), c.number("l2_shrinkage_regularization_strength"),
                c.number("beta"), c.number("learning_rate_power"), options);
    }

    private static Fields ftrlFields(Ftrl o, Fields f) {
        return f.with("learning_rate_power", o.learningRatePower())
                .with("initial_accumulator_value", o.initialAccumulator())
                .with("l1_regularization_strength", o.l1())
                .with("l2_regularization_strength", o.l2())
                .with("l2_shrinkage_regularization_strength", o.l2Shrinkage())
                .with("beta", o.beta());
    }

    private static final String CONVOLUTIONS = "convolutions";
    private static final String RENORMALIZES = "renormalizes";

    private static Muon muon(Json c, LearningRate rate, UpdateOptions options) throws KerasFileException {
        List<String> excluded = new ArrayList<>();
        for (JsonNode pattern : c.list("exclude_layers")) {
            excluded.add(pattern.asString());
        }
        // There are no embeddings here.
        c.ignore("exclude_embeddings");
        return new Muon(
                rate, c.number("adam_beta_1"), c.number("adam_beta_2"),
                c.optional("adam_weight_decay").isPresent() ? c.number("adam_weight_decay") : 0, c.number("epsilon"),
                excluded, c.number("muon_a"), c.number("muon_b"), c.number("muon_c"), c.number("adam_lr_ratio"),
                c.number("momentum"), c.integer("ns_steps"), c.flag("nesterov"),
                c.optional("rms_rate").isPresent() ? c.number("rms_rate") : 0, isSet(c, CONVOLUTIONS),
                isSet(c, RENORMALIZES),
                options);
    }

    /** What Keras doesn't know is there only where it is set. */
    private static boolean isSet(Json c, String flag) throws KerasFileException {
        return c.optional(flag).isPresent() && c.flag(flag);
    }

    private static Fields muonFields(Muon o, Fields f) {
        Fields own = o.convolutions() ? f.with(CONVOLUTIONS, true) : f;
        return (o.renormalizes() ? own.with(RENORMALIZES, true) : own)
                .with("adam_beta_1", o.adamBeta1())
                .with("adam_beta_2", o.adamBeta2())
                .with("epsilon", o.epsilon())
                .with("exclude_layers", o.excludedLayers())
                .with("muon_a", o.a())
                .with("muon_b", o.b())
                .with("muon_c", o.c())
                .with("adam_lr_ratio", o.adamRateRatio())
                .with("momentum", o.momentum())
                .with("ns_steps", o.iterations())
                .with("nesterov", o.nesterov())
                .with("exclude_embeddings", true)
                .with("adam_weight_decay", o.adamWeightDecay() == 0 ? NULL : o.adamWeightDecay())
                .with("rms_rate", o.rmsRate() == 0 ? NULL : o.rmsRate());
    }
}
