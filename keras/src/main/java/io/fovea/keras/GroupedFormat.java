package io.fovea.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import io.fovea.Model;
import io.fovea.custom.ParameterInfo;
import io.fovea.layers.Weight;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;

/**
 * {@link Grouped}, which Keras does not have, as a registered class of the package {@code fovea}. What chooses the weights of a group is
 * code, so a file lists those that it chose, by their places among the weights.
 */
final class GroupedFormat {
    private static final String NAME = "fovea>Grouped";

    /** Keras shows the object of a class that it can't find. */
    private static final String NOTE =
            "Keras has no optimizer for groups of weights: load the model with compile=False, then compile it anew";

    private GroupedFormat() {}

    static boolean is(JsonNode object) {
        return object.path("registered_name").asString("").equals(NAME);
    }

    /** The optimizer that updates a weight. */
    static Optimizer optimizer(Optimizer optimizer, ParameterInfo parameter) {
        return optimizer instanceof Grouped grouped
                ? grouped.members().stream().filter(m -> m.group().members().test(parameter)).findFirst()
                        .map(Grouped.Member::optimizer).orElse(grouped.rest())
                : optimizer;
    }

    /** The weights that learn, by their places. */
    private static Map<String, ParameterInfo> parameters(Model model, List<Place> places) {
        Map<String, ParameterInfo> parameters = new LinkedHashMap<>();
        for (Place place : places) {
            List<Weight> weights = model.weights(place.layer());
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                if (weight.trainable()) {
                    parameters.put(
                            place.path() + "/vars/" + i,
                            new ParameterInfo(model.layerName(place.layer()), weight.name(), weight.shape()));
                }
            }
        }
        return parameters;
    }

    /** @throws KerasFileException when Keras has no name for one of the optimizers */
    static Map<String, Object> write(Grouped grouped, Model model, List<Place> places) throws KerasFileException {
        Map<String, ParameterInfo> parameters = parameters(model, places);
        List<Object> groups = new ArrayList<>();
        for (Grouped.Member member : grouped.members()) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("name", member.group().name());
            group.put("weights", parameters.entrySet().stream()
                    .filter(p -> member.group().members().test(p.getValue())).map(Map.Entry::getKey).toList());
            Optional<Double> factor = factor(grouped, member);
            if (factor.isPresent()) {
                group.put("rate_factor", factor.get());
            } else {
                group.put("optimizer", OptimizerFormats.write(member.optimizer()));
            }
            groups.add(group);
        }
        Map<String, Object> object = Terms.keras(
                "fovea_extras", "Grouped", Fields.empty().with("name", grouped.name()).with("note", NOTE)
                        .with("rest", OptimizerFormats.write(grouped.rest())).with("groups", groups).toMap());
        object.put("registered_name", NAME);
        return object;
    }

    /** Of a member that is the rest's optimizer with another learning rate: the quotient of both may be rounded. */
    private static Optional<Double> factor(Grouped grouped, Grouped.Member member) {
        double quotient = member.optimizer().learningRate() / grouped.rest().learningRate();
        for (double factor : new double[]{quotient, Math.nextUp(quotient), Math.nextDown(quotient)}) {
            Optimizer scaled = Grouped.of(grouped.rest()).withRateFactor(member.group(), factor).members().getFirst()
                    .optimizer();
            if (scaled.equals(member.optimizer())) {
                return Optional.of(factor);
            }
        }
        return Optional.empty();
    }

    /** @throws KerasFileException when a group names a weight that the model does not have, or an optimizer isn't known */
    static Grouped read(JsonNode object, Model model, List<Place> places) throws KerasFileException {
        Map<String, ParameterInfo> parameters = parameters(model, places);
        Json config = new Json("compile_config: the optimizer Grouped", object).object("config");
        Grouped grouped = Grouped.of(OptimizerFormats.read(config.node().path("rest")));
        for (JsonNode node : config.list("groups")) {
            Json member = new Json("compile_config: a group of weights", node);
            ParameterGroup group = group(member, parameters);
            grouped = member.optional("rate_factor").isPresent()
                    ? grouped.withRateFactor(group, member.number("rate_factor"))
                    : grouped.with(group, OptimizerFormats.read(node.path("optimizer")));
        }
        return grouped;
    }

    private static ParameterGroup group(Json member, Map<String, ParameterInfo> parameters) throws KerasFileException {
        List<ParameterInfo> chosen = new ArrayList<>();
        for (JsonNode path : member.list("weights")) {
            ParameterInfo parameter = parameters.get(path.asString(""));
            if (parameter == null) {
                throw new KerasFileException(
                        member.where() + " names " + Json.shown(path) + ", which is no weight of the model");
            }
            chosen.add(parameter);
        }
        Set<String> paths = chosen.stream().map(ParameterInfo::path).collect(Collectors.toSet());
        return ParameterGroup.of(member.text("name"), parameter -> paths.contains(parameter.path()));
    }
}
