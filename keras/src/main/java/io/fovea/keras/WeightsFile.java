package io.fovea.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.Model;
import io.fovea.OptimizerSnapshot;
import io.fovea.custom.ParameterInfo;
import io.fovea.layers.Layer;
import io.fovea.layers.Normalization;
import io.fovea.layers.Weight;
import io.fovea.optimizers.ConstantRate;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;

/**
 * The weights of a model as Keras's {@code model.weights.h5}: {@code layers/conv2d_1/vars/0}, where the layer's place is made of
 * its class and a number (not of its name), and the optimizer's state under {@code optimizer/vars}.
 */
final class WeightsFile {
    private final Model model;
    private final List<Place> places;

    /** @param places the model's layers in Keras's order */
    WeightsFile(Model model, List<Place> places) {
        this.model = model;
        this.places = places;
    }

    /** How many bytes {@link #write(boolean)} makes at most, up to a few per weight. */
    long size() {
        long numbers = 0;
        int states = model.optimizer().isEmpty() ? 0 : states();
        for (Place place : places) {
            for (Weight weight : model.weights(place.layer())) {
                numbers += (long) weight.shape().size() * (weight.trainable() ? 1 + states : 1);
            }
        }
        return numbers * Float.BYTES;
    }

    /** The most numbers that the optimizer keeps for each weight. */
    private int states() {
        return slots().stream().mapToInt(slot -> order(slot).stream().mapToInt(List::size).sum()).max().orElse(0);
    }

    private ParameterInfo parameter(Slot slot) {
        return new ParameterInfo(model.layerName(slot.layer()), slot.weight().name(), slot.weight().shape());
    }

    private Optimizer optimizer(Slot slot) {
        return GroupedFormat.optimizer(model.optimizer().orElseThrow(), parameter(slot));
    }

    private List<List<Integer>> order(Slot slot) {
        return StateOrder.of(optimizer(slot), parameter(slot));
    }

    private int[] shape(SlotState each) {
        return StateOrder.shape(optimizer(each.slot()), parameter(each.slot()), each.state());
    }

    /** Of each slot the states in the order of the file: first the first states of all slots, and so on. */
    private List<SlotState> fileOrder(boolean oneByOne) {
        List<SlotState> all = new ArrayList<>();
        List<Slot> slots = slots();
        Map<Slot, List<List<Integer>>> orders = new IdentityHashMap<>();
        slots.forEach(slot -> orders.put(slot, oneByOne ? StateOrder.oneByOne(order(slot)) : order(slot)));
        int rounds = orders.values().stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Slot slot : slots) {
                List<List<Integer>> order = orders.getOrDefault(slot, List.of());
                for (int state : round < order.size() ? order.get(round) : List.<Integer>of()) {
                    all.add(new SlotState(slot, state));
                }
            }
        }
        return all;
    }

    /** @param optimizerState whether the state of the model's optimizer is included */
    Hdf5Writer write(boolean optimizerState) {
        Hdf5Writer writer = new Hdf5Writer();
        writer.group("vars");
        for (Place place : places) {
            writer.group(place.path() + "/vars");
            List<Weight> weights = model.weights(place.layer());
            for (int i = 0; i < weights.size(); i++) {
                writer.floats(
                        place.path() + "/vars/" + i, weights.get(i).shape().toArray(),
                        model.weight(place.layer(), weights.get(i)));
            }
        }
        if (optimizerState) {
            writeOptimizer(writer);
        }
        return writer;
    }

    private void writeOptimizer(Hdf5Writer writer) {
        OptimizerSnapshot state = model.optimizerState();
        Optimizer optimizer = model.optimizer().orElseThrow();
        writer.integer("optimizer/vars/0", Math.toIntExact(state.steps()));
        int at = 1;
        // The rate of a schedule is no variable.
        if (optimizer.schedule() instanceof ConstantRate) {
            writer.floats("optimizer/vars/" + at++, new int[0], new float[]{(float) optimizer.learningRate()});
        }
        List<Slot> own = allSlots(model.layers());
        for (SlotState each : fileOrder(false)) {
            List<float[]> states = state.states().get(index(own, each.slot()));
            String path = "optimizer/vars/" + at++;
            switch (each.state()) {
                case StateOrder.PLACEHOLDER -> writer.integer(path, 0);
                case StateOrder.PRODUCT -> writer.floats(
                        path, shape(each), product(each.slot().weight().shape(), states.get(0), states.get(1)));
                default -> writer.floats(path, shape(each), states.get(each.state()));
            }
        }
        if (optimizer instanceof Nadam nadam) {
            writer.floats("optimizer/vars/" + at, new int[0], new float[]{(float) momentum(nadam, state.steps())});
        }
    }

    /** What Nadam's schedule of the momentum multiplies up to; here the steps say it. */
    private static double momentum(Nadam nadam, long steps) {
        double product = 1;
        double power = 1;
        for (long t = 1; t <= steps && product > Float.MIN_NORMAL; t++) {
            power *= 0.96;
            product *= nadam.beta1() * (1 - 0.5 * power);
        }
        return product > Float.MIN_NORMAL ? product : 0;
    }

    /** Adafactor's mean squares of a weight, of those of its rows and columns. */
    private static float[] product(Shape shape, float[] ofRows, float[] ofColumns) {
        int columns = shape.channels();
        int rows = shape.dimension(shape.rank() - 2);
        float[] product = new float[shape.size()];
        for (int matrix = 0; matrix < shape.size() / (rows * columns); matrix++) {
            double mean = 0;
            for (int r = 0; r < rows; r++) {
                mean += ofRows[matrix * rows + r] / (double) rows;
            }
            for (int r = 0; mean > 0 && r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    product[(matrix * rows + r) * columns + c] =
                            (float) (ofRows[matrix * rows + r] / mean * ofColumns[matrix * columns + c]);
                }
            }
        }
        return product;
    }

    /** A trainable weight. */
    private record Slot(Layer layer, Weight weight) {}

    /** One of the states of a weight. */
    private record SlotState(Slot slot, int state) {}

    /** The weights that learn, in the order of the file: those that Keras's optimizer has variables for. */
    private List<Slot> slots() {
        return allSlots(places.stream().map(Place::layer).filter(model::trainable).toList());
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
     * Refuses a file that doesn't hold the model's weights, before the first is set.
     *
     * @throws KerasFileException then; the message names the layer, its weight and what the file has instead
     */
    void check(StoredArrays file, WeightPaths paths) throws KerasFileException {
        for (Place place : places) {
            Layer layer = place.layer();
            List<Weight> weights = model.weights(layer);
            for (int i = 0; i < weights.size(); i++) {
                file.check(path(paths, place, i), weights.get(i).shape().toArray(), what(layer, weights.get(i)));
            }
            // What a Normalization has learned became its arguments.
            if (paths.weight(place, weights.size()).isPresent() && !(layer instanceof Normalization)) {
                throw new KerasFileException(
                        "layer " + model.layerName(layer) + " has " + weights.size() + " weights, but " + file.name()
                                + " has more for it");
            }
        }
    }

    private static String path(WeightPaths paths, Place place, int index) throws KerasFileException {
        return paths.weight(place, index).orElse(place.path() + "/vars/" + index);
    }

    private String what(Layer layer, Weight weight) {
        return "layer " + model.layerName(layer) + ", " + weight.name();
    }

    /** Sets the model's weights to those of a file that was checked. */
    void readWeights(StoredArrays file, WeightPaths paths) throws KerasFileException {
        for (Place place : places) {
            List<Weight> weights = model.weights(place.layer());
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                model.setWeight(place.layer(), weight, file.floats(
                        path(paths, place, i), weight.shape().toArray(), what(place.layer(), weight)));
            }
        }
    }

    /** Sets the model's weights, and the optimizer's state if the model is compiled and the file has one. */
    void read(StoredArrays file, WeightPaths paths) throws KerasFileException {
        check(file, paths);
        readWeights(file, paths);
        if (model.optimizer().isPresent() && paths.state(0).isPresent()) {
            readOptimizer(file, paths);
        }
    }

    /** Room for the states of each weight; those of frozen layers, which no file has, as they are. */
    private List<List<float[]>> states(List<Slot> slots) {
        List<List<float[]>> all = new ArrayList<>();
        if (slots.stream().allMatch(slot -> model.trainable(slot.layer()))) {
            for (Slot slot : slots) {
                long count = order(slot).stream().flatMap(List::stream).filter(state -> state >= 0).count();
                all.add(new ArrayList<>(Collections.nCopies((int) count, new float[0])));
            }
        } else {
            model.optimizerState().states().forEach(states -> all.add(new ArrayList<>(states)));
        }
        return all;
    }

    private void readOptimizer(StoredArrays reader, WeightPaths paths) throws KerasFileException {
        long steps = reader.integer(paths.state(0).orElseThrow(), "the optimizer's number of steps");
        if (steps < 0) {
            throw new KerasFileException("the optimizer's number of steps is " + steps + "; it can't be below 0");
        }
        // A constant learning rate is a variable in Keras 3, and the only one beside the steps that is a single number.
        Optional<String> second = paths.state(1);
        int at = second.isPresent() && reader.isSingle(second.get()) ? 2 : 1;
        if (states() > 0 && paths.state(at).isEmpty()) {
            // Keras makes an optimizer's state at the first step: a model that was never trained has none.
            return;
        }
        List<Slot> own = allSlots(model.layers());
        List<List<float[]>> all = states(own);
        for (SlotState each : fileOrder(paths.statesOneByOne())) {
            Slot slot = each.slot();
            String what = "the optimizer's state of " + model.layerName(slot.layer()) + "/" + slot.weight().name();
            String path = paths.state(at).orElse("optimizer/vars/" + at);
            at++;
            if (each.state() >= 0) {
                all.get(index(own, slot)).set(each.state(), reader.floats(path, shape(each), what));
            }
        }
        model.setOptimizerState(new OptimizerSnapshot(steps, all));
    }
}
