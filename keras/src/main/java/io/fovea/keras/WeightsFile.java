package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.fovea.Model;
import io.fovea.OptimizerSnapshot;
import io.fovea.custom.ParameterInfo;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.optimizers.ConstantRate;
import io.fovea.optimizers.Optimizer;

/**
 * The weights of a model as Keras's {@code model.weights.h5}: {@code layers/conv2d_1/vars/0}, where the layer's place is made of
 * its class and a number (not of its name), and the optimizer's state under {@code optimizer/vars}.
 */
final class WeightsFile {
    private final Model model;
    private final List<Layer> layers;
    private final Map<Layer, String> places = new IdentityHashMap<>();

    /** @param layers the model's layers in Keras's order */
    WeightsFile(Model model, List<Layer> layers, List<String> classNames) {
        this.model = model;
        this.layers = layers;
        Map<String, Integer> used = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String base = snakeCase(classNames.get(i));
            int count = used.merge(base, 1, Integer::sum) - 1;
            places.put(layers.get(i), "layers/" + base + (count == 0 ? "" : "_" + count));
        }
    }

    /** Keras's rule: {@code LeakyReLU} becomes {@code leaky_re_lu}. */
    static String snakeCase(String className) {
        return className.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** How many bytes {@link #write(boolean)} makes at most, up to a few per weight. */
    long size() {
        long numbers = 0;
        int states = model.optimizer().isEmpty() ? 0 : states();
        for (Layer layer : layers) {
            for (Weight weight : model.weights(layer)) {
                numbers += (long) weight.shape().size() * (weight.trainable() ? 1 + states : 1);
            }
        }
        return numbers * Float.BYTES;
    }

    /** The most numbers that the optimizer keeps for each weight. */
    private int states() {
        return slots(model.layers()).stream().mapToInt(slot -> order(slot).stream().mapToInt(List::size).sum()).max()
                .orElse(0);
    }

    private List<List<Integer>> order(Slot slot) {
        Optimizer optimizer = model.optimizer().orElseThrow();
        return StateOrder.of(optimizer, new ParameterInfo(
                model.layerName(slot.layer()), slot.weight().name(), slot.weight().shape()));
    }

    /** Whether Keras's file has the learning rate as a variable: not that of a schedule. */
    private int firstState() {
        return model.optimizer().orElseThrow().schedule() instanceof ConstantRate ? 2 : 1;
    }

    /** Of each slot the states in the order of the file: first the first states of all slots, and so on. */
    private List<SlotState> fileOrder() {
        List<SlotState> all = new ArrayList<>();
        List<Slot> slots = slots(layers);
        int rounds = slots.stream().mapToInt(slot -> order(slot).size()).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Slot slot : slots) {
                List<List<Integer>> order = order(slot);
                for (int state : round < order.size() ? order.get(round) : List.<Integer>of()) {
                    all.add(new SlotState(slot, state));
                }
            }
        }
        return all;
    }

    /** @param optimizerState whether the state of the model's optimizer is included */
    byte[] write(boolean optimizerState) {
        Hdf5Writer writer = new Hdf5Writer();
        writer.group("vars");
        for (Layer layer : layers) {
            writer.group(places.get(layer) + "/vars");
            List<Weight> weights = model.weights(layer);
            for (int i = 0; i < weights.size(); i++) {
                writer.floats(
                        places.get(layer) + "/vars/" + i, weights.get(i).shape().toArray(),
                        model.weight(layer, weights.get(i)));
            }
        }
        if (optimizerState) {
            writeOptimizer(writer);
        }
        return writer.toBytes();
    }

    private void writeOptimizer(Hdf5Writer writer) {
        OptimizerSnapshot state = model.optimizerState();
        writer.integer("optimizer/vars/0", Math.toIntExact(state.steps()));
        if (!StateOrder.isKnown(model.optimizer().orElseThrow())) {
            return;
        }
        if (firstState() == 2) {
            float rate = (float) model.optimizer().orElseThrow().learningRate();
            writer.floats("optimizer/vars/1", new int[0], new float[]{rate});
        }
        int at = firstState();
        List<Slot> own = allSlots(model.layers());
        for (SlotState each : fileOrder()) {
            writer.floats(
                    "optimizer/vars/" + at++, each.slot().weight().shape().toArray(),
                    state.states().get(index(own, each.slot())).get(each.state()));
        }
    }

    /** A trainable weight. */
    private record Slot(Layer layer, Weight weight) {}

    /** One of the states of a weight. */
    private record SlotState(Slot slot, int state) {}

    /** The weights that learn: those that Keras's optimizer has variables for. */
    private List<Slot> slots(List<Layer> order) {
        return allSlots(order).stream().filter(slot -> model.trainable(slot.layer())).toList();
    }

    private List<Slot> allSlots(List<Layer> order) {
        List<Slot> slots = new ArrayList<>();
        for (Layer layer : order) {
            for (Weight weight : model.weights(layer)) {
                if (weight.trainable()) {
                    slots.add(new Slot(layer, weight));
                }
            }
        }
        return slots;
    }

    private static int index(List<Slot> slots, Slot wanted) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).layer() == wanted.layer() && slots.get(i).weight().equals(wanted.weight())) {
                return i;
            }
        }
        throw new IllegalStateException("no such weight");
    }

    /**
     * Sets the model's weights, and the optimizer's state if the model is compiled and the file has one.
     *
     * @return warnings about numbers that are not finite
     */
    List<String> read(byte[] bytes) throws KerasFileException {
        Hdf5Reader reader = Hdf5Reader.of("model.weights.h5", bytes);
        read(reader);
        return reader.warnings();
    }

    /**
     * Refuses a file that doesn't hold the model's weights, before the first is set.
     *
     * @throws KerasFileException then; the message names the layer, its weight and what the file has instead
     */
    void check(Hdf5Reader reader) throws KerasFileException {
        for (Layer layer : layers) {
            List<Weight> weights = model.weights(layer);
            for (int i = 0; i < weights.size(); i++) {
                reader.check(path(layer, i), weights.get(i).shape().toArray(), what(layer, weights.get(i)));
            }
            if (reader.has(path(layer, weights.size()))) {
                throw new KerasFileException(
                        "layer " + model.layerName(layer) + " has " + weights.size() + " weights, but " + reader.name()
                                + " has more for it");
            }
        }
    }

    private String path(Layer layer, int index) {
        return places.get(layer) + "/vars/" + index;
    }

    private String what(Layer layer, Weight weight) {
        return "layer " + model.layerName(layer) + ", " + weight.name();
    }

    /** Sets the model's weights to those of a file that was checked. */
    void readWeights(Hdf5Reader reader) throws KerasFileException {
        for (Layer layer : layers) {
            List<Weight> weights = model.weights(layer);
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                model.setWeight(
                        layer, weight,
                        reader.floats(path(layer, i), weight.shape().toArray(), what(layer, weight)));
            }
        }
    }

    private void read(Hdf5Reader reader) throws KerasFileException {
        check(reader);
        readWeights(reader);
        if (model.optimizer().isPresent() && reader.has("optimizer/vars/0")) {
            readOptimizer(reader);
        }
    }

    private void readOptimizer(Hdf5Reader reader) throws KerasFileException {
        long steps = reader.integer("optimizer/vars/0", "the optimizer's number of steps");
        if (steps < 0) {
            throw new KerasFileException("the optimizer's number of steps is " + steps + "; it can't be below 0");
        }
        int at = firstState();
        if (states() > 0 && (!StateOrder.isKnown(model.optimizer().orElseThrow())
                || !reader.has("optimizer/vars/" + at))) {
            // Keras makes an optimizer's state at the first step: a model that was never trained has none.
            return;
        }
        List<Slot> own = allSlots(model.layers());
        List<List<float[]>> all = new ArrayList<>();
        model.optimizerState().states().forEach(states -> all.add(new ArrayList<>(states)));
        for (SlotState each : fileOrder()) {
            Slot slot = each.slot();
            String what = "the optimizer's state of " + model.layerName(slot.layer()) + "/" + slot.weight().name();
            all.get(index(own, slot)).set(
                    each.state(),
                    reader.floats("optimizer/vars/" + at++, slot.weight().shape().toArray(), what));
        }
        model.setOptimizerState(new OptimizerSnapshot(steps, all));
    }
}
