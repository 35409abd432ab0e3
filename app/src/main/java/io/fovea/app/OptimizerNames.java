package io.fovea.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.ScheduleFreeAdamW;

/** The optimizers by their names on the command line, which are Keras's in lower case. */
final class OptimizerNames {
    private static final Map<String, Supplier<Optimizer>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("adadelta", Adadelta::new),
            Map.entry("adafactor", Adafactor::new),
            Map.entry("adagrad", Adagrad::new),
            Map.entry("adam", Adam::new),
            Map.entry("adamax", Adamax::new),
            Map.entry("adamw", AdamW::new),
            Map.entry("ftrl", Ftrl::new),
            Map.entry("lamb", Lamb::new),
            Map.entry("lion", Lion::new),
            Map.entry("muon", Muon::new),
            Map.entry("nadam", Nadam::new),
            Map.entry("schedule_free_adam_w", ScheduleFreeAdamW::new),
            Map.entry("rmsprop", RMSprop::new),
            Map.entry("sgd", SGD::new)));

    private OptimizerNames() {}

    /** All names. */
    static List<String> all() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The optimizer of that name with its default settings.
     *
     * @throws UsageException when there is none; the message lists those that there are
     */
    static Optimizer of(String name) {
        Supplier<Optimizer> known = ALL.get(name);
        if (known == null) {
            throw new UsageException(
                    "--optimizer is one of " + String.join(", ", ALL.keySet()) + ", but got '" + name + "'");
        }
        return known.get();
    }
}
