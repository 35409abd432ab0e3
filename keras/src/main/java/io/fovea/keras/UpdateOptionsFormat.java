package io.fovea.keras;

import static io.fovea.keras.Terms.NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.UpdateOptions;

/**
 * The arguments that all of Keras's optimizers have. Exclusions from the decay of weights are no argument there, and in no file of Keras; ours
 * note them beside the arguments, where Keras passes over them.
 */
final class UpdateOptionsFormat {
    private static final String EXCLUDED = "excluded_from_weight_decay";

    private UpdateOptionsFormat() {}

    static UpdateOptions read(Json config) throws KerasFileException {
        config.refuse("loss_scale_factor");
        Optional<Integer> every = config.optional("ema_overwrite_frequency").isPresent()
                ? Optional.of(config.integer("ema_overwrite_frequency"))
                : Optional.empty();
        boolean average = config.optional("use_ema").isPresent() && config.flag("use_ema");
        // Without effect unless 'use_ema' is true.
        double momentum = average ? config.number("ema_momentum") : 0.99;
        config.ignore("ema_momentum");
        return new UpdateOptions(
                orZero(config, "weight_decay"), excluded(config), orZero(config, "clipnorm"),
                orZero(config, "global_clipnorm"), orZero(config, "clipvalue"), average, momentum, every,
                config.optional("gradient_accumulation_steps").isPresent()
                        ? config.integer("gradient_accumulation_steps")
                        : 1);
    }

    private static List<String> excluded(Json config) throws KerasFileException {
        List<String> excluded = new ArrayList<>();
        if (config.optional(EXCLUDED).isPresent()) {
            for (JsonNode name : config.list(EXCLUDED)) {
                excluded.add(name.asString(""));
            }
        }
        return excluded;
    }

    /** Notes what is beside the arguments. */
    static void writeBeside(Optimizer optimizer, Map<String, Object> object) {
        if (!optimizer.options().excludedFromWeightDecay().isEmpty()) {
            object.put(EXCLUDED, optimizer.options().excludedFromWeightDecay());
        }
    }

    /** The object with what is beside the arguments among them. */
    static JsonNode readBeside(JsonNode object) {
        if (!object.path(EXCLUDED).isArray() || !(object.deepCopy() instanceof ObjectNode whole)
                || !(whole.path("config") instanceof ObjectNode config)) {
            return object;
        }
        config.set(EXCLUDED, object.path(EXCLUDED));
        return whole;
    }

    private static double orZero(Json config, String field) throws KerasFileException {
        return config.optional(field).isPresent() ? config.number(field) : 0;
    }

    private static Object orNull(double value) {
        return value == 0 ? NULL : value;
    }

    /** Name, learning rate and the common arguments. */
    static Fields write(Optimizer optimizer) throws KerasFileException {
        UpdateOptions options = optimizer.options();
        return Fields.empty()
                .with("name", optimizer.name())
                .with("learning_rate", ScheduleFormats.write(optimizer.schedule()))
                .with("weight_decay", orNull(options.weightDecay()))
                .with("clipnorm", orNull(options.clipNorm()))
                .with("global_clipnorm", orNull(options.globalClipNorm()))
                .with("clipvalue", orNull(options.clipValue()))
                .with("use_ema", options.useEma())
                .with("ema_momentum", options.emaMomentum())
                .with("ema_overwrite_frequency", options.emaOverwriteFrequency().<Object>map(n -> n).orElse(NULL))
                .with("loss_scale_factor", NULL)
                .with("gradient_accumulation_steps", options.gradientAccumulationSteps() == 1
                        ? NULL
                        : options.gradientAccumulationSteps());
    }
}
