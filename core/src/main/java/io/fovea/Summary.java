package io.fovea;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.tensor.ByteSize;
import io.fovea.tensor.Shape;

/**
 * What a model consists of; {@link #toString()} is a table in the form that Keras prints.
 *
 * @param model the model's name
 * @param rows one for each use of a layer, inputs left out of a sequential model
 * @param trainable weights that learn
 * @param fixed weights that don't
 * @param connected whether it is worth saying what each layer reads
 */
public record Summary(String model, List<Row> rows, long trainable, long fixed, boolean connected) {
    /**
     * One use of a layer.
     *
     * @param layer its name
     * @param kind of layer
     * @param shape of a sample of its output
     * @param weights how many it has; 0 for a further use of the same layer
     * @param inputs the layers that it reads
     */
    public record Row(String layer, String kind, Shape shape, long weights, List<String> inputs) {}

    static Summary of(Model model) {
        List<Row> rows = new ArrayList<>();
        List<Layer> seen = new ArrayList<>();
        long trainable = 0;
        long fixed = 0;
        boolean sequential = model instanceof Sequential;
        for (Node node : model.nodes()) {
            long weights = 0;
            if (seen.stream().noneMatch(l -> l == node.layer())) {
                seen.add(node.layer());
                for (Weight weight : model.weights(node.layer())) {
                    weights += weight.shape().size();
                    trainable += weight.trainable() ? weight.shape().size() : 0;
                    fixed += weight.trainable() ? 0 : weight.shape().size();
                }
            }
            if (!sequential || !node.inputs().isEmpty()) {
                rows.add(new Row(
                        model.layerName(node.layer()), node.layer().kind(), model.shape(node), weights,
                        node.inputs().stream().map(i -> model.layerName(i.layer())).toList()));
            }
        }
        return new Summary(model.name(), List.copyOf(rows), trainable, fixed, !sequential);
    }

    /** Weights in all. */
    public long total() {
        return trainable + fixed;
    }

    @Override
    public String toString() {
        List<String[]> table = new ArrayList<>();
        table.add(columns("Layer (type)", "Output Shape", "Param #", "Connected to"));
        for (Row row : rows) {
            table.add(columns(
                    row.layer() + " (" + row.kind() + ")", batched(row.shape()),
                    String.format(Locale.ROOT, "%,d", row.weights()),
                    row.inputs().isEmpty() ? "-" : String.join(", ", row.inputs())));
        }
        int[] widths = new int[table.getFirst().length];
        for (String[] cells : table) {
            for (int i = 0; i < cells.length; i++) {
                widths[i] = Math.max(widths[i], cells[i].length());
            }
        }
        StringBuilder text = new StringBuilder("Model: \"" + model + "\"\n");
        text.append(line('┏', '━', '┳', '┓', widths));
        text.append(cells(table.getFirst(), '┃', widths));
        text.append(line('┡', '━', '╇', '┩', widths));
        for (int i = 1; i < table.size(); i++) {
            text.append(cells(table.get(i), '│', widths));
            text.append(i < table.size() - 1 ? line('├', '─', '┼', '┤', widths) : line('└', '─', '┴', '┘', widths));
        }
        text.append(total("Total params", total()));
        text.append(total("Trainable params", trainable));
        text.append(total("Non-trainable params", fixed));
        return text.toString();
    }

    private String[] columns(String... cells) {
        return Arrays.copyOf(cells, connected ? 4 : 3);
    }

    private static String batched(Shape shape) {
        return "(None, " + Arrays.stream(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + ")";
    }

    private static String line(char left, char fill, char cross, char right, int[] widths) {
        return Arrays.stream(widths)
                .mapToObj(w -> String.valueOf(fill).repeat(w + 2))
                .collect(Collectors.joining(String.valueOf(cross), String.valueOf(left), right + "\n"));
    }

    private static String cells(String[] cells, char bar, int[] widths) {
        StringBuilder text = new StringBuilder().append(bar);
        for (int i = 0; i < cells.length; i++) {
            boolean number = i == 2;
            String padding = " ".repeat(widths[i] - cells[i].length());
            text.append(' ').append(number ? padding + cells[i] : cells[i] + padding).append(' ').append(bar);
        }
        return text.append('\n').toString();
    }

    private static String total(String what, long weights) {
        return String.format(Locale.ROOT, " %s: %,d (%s)\n", what, weights, ByteSize.format(4 * weights));
    }
}
