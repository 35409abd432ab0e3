package io.fovea.optimizers;

import java.util.Set;
import java.util.function.Predicate;

import io.fovea.custom.ParameterInfo;
import io.fovea.description.Check;

/**
 * Some of a model's weights, chosen by what is known of each: the name of its layer, its own name, its shape.
 *
 * <p>Example: {@code ParameterGroup.of("biases", p -> p.rank() == 1)}
 *
 * @param name for messages and checkpoints: a training resumes with groups of the same names only
 * @param members which weights belong to it
 */
public record ParameterGroup(String name, Predicate<ParameterInfo> members) {
    /**
     * Checks that both are there.
     *
     * @throws NullPointerException when one is null
     */
    public ParameterGroup {
        Check.of("ParameterGroup").present("name", name).present("members", members);
    }

    /** The weights that {@code members} holds for. */
    public static ParameterGroup of(String name, Predicate<ParameterInfo> members) {
        return new ParameterGroup(name, members);
    }

    /** The weights of the layers with these names. */
    public static ParameterGroup ofLayers(String... names) {
        Set<String> all = Set.of(names);
        return new ParameterGroup("layers " + String.join(", ", names), p -> all.contains(p.layer()));
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
