package io.fovea.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Extent;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.Permute;
import io.fovea.layers.Reshape;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/** Operators that normalize. */
final class NormalizationImport {
    private NormalizationImport() {}

    private static Signal channelsLast(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        if (x.rank() == 4) {
            return node.graph().inOrder(x, Signal.MAP);
        }
        return x.rank() == 3 ? node.graph().inOrder(x, List.of(2, 1)) : x;
    }

    static Signal batch(ImportedNode node) throws OnnxFileException {
        Signal x = channelsLast(node);
        Map<String, float[]> weights = new HashMap<>();
        weights.put("gamma", node.constant(1).asFloats());
        weights.put("beta", node.constant(2).asFloats());
        weights.put("moving_mean", node.constant(3).asFloats());
        weights.put("moving_variance", node.constant(4).asFloats());
        // ONNX's momentum is the share of the old statistics, as ours; PyTorch's 0.1 is written as 0.9.
        BatchNormalization layer = BatchNormalization.of().epsilon(node.real("epsilon", 1e-5))
                .momentum(Math.clamp(node.real("momentum", 0.9), 0, 0.999999));
        return node.graph().add(layer, weights, x.order(), x);
    }

    static Signal instance(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        Constant scale = node.constant(1);
        Constant offset = node.constant(2);
        double epsilon = node.real("epsilon", 1e-5);
        Optional<Signal> source = node.graph().source(x).filter(s -> s.rank() == 4);
        if (x.rank() == 3 && source.isPresent() && scale.isAll(1) && offset.isAll(0)) {
            return ofGroups(node, x, source.get(), scale.size(), epsilon);
        }
        Signal map = channelsLast(node);
        return node.graph().add(
                GroupNormalization.of(-1).epsilon(epsilon),
                Map.of("gamma", scale.asFloats(), "beta", offset.asFloats()), map.order(), map);
    }

    /** PyTorch writes a normalization of groups as one of the instances {@code [n, groups, rest]}. */
    private static Signal ofGroups(ImportedNode node, Signal x, Signal source, int groups, double epsilon)
            throws OnnxFileException {
        if (x.sample()[0] != groups) {
            throw node.failure("has factors for " + groups + " channels of " + x.sample()[0]);
        }
        Signal map = node.graph().inOrder(source, Signal.MAP);
        Signal normalized = node.graph().add(
                GroupNormalization.of(groups).epsilon(epsilon).center(false).scale(false), map);
        Signal first = node.graph().add(Permute.of(3, 1, 2), Signal.ascending(3), normalized);
        Signal result = node.graph().add(
                Reshape.of(x.shape().toArray()), x.order(), first);
        node.graph().reshaped(result, normalized);
        return result;
    }

    /** The normalization of groups that made {@code x}, with a factor or an offset for each channel. */
    static Optional<Signal> completed(ImportedNode node, Signal x, float[] values) throws OnnxFileException {
        if (!(x.node().layer() instanceof GroupNormalization layer) || values.length != x.shape().channels()) {
            return Optional.empty();
        }
        boolean scales = node.operator().equals("Mul") && !layer.scale() && !layer.center();
        boolean centers = node.operator().equals("Add") && !layer.center();
        if (!scales && !centers) {
            return Optional.empty();
        }
        Map<String, float[]> weights = new HashMap<>(node.graph().weightsOf(layer));
        weights.put(scales ? "gamma" : "beta", values);
        Signal source = node.graph().signalOf(x.node().inputs().getFirst(), x.order());
        return Optional.of(node.graph().add(
                scales ? layer.scale(true) : layer.center(true), weights, x.order(), source));
    }

    static Signal group(ImportedNode node) throws OnnxFileException {
        Signal x = channelsLast(node);
        int groups = Math.toIntExact(node.integer("num_groups", 1));
        int channels = x.shape().channels();
        if (groups < 1 || channels % groups != 0) {
            throw node.failure("divides " + channels + " channels into " + groups + " groups");
        }
        Map<String, float[]> weights = Map.of(
                "gamma", ofChannels(node.constant(1), channels), "beta", ofChannels(node.constant(2), channels));
        return node.graph().add(
                GroupNormalization.of(groups).epsilon(node.real("epsilon", 1e-5)), weights, x.order(), x);
    }

    /** Before version 21 there was a factor for each group. */
    private static float[] ofChannels(Constant values, int channels) {
        float[] result = new float[channels];
        for (int c = 0; c < channels; c++) {
            result[c] = (float) values.at((int) ((long) c * values.size() / channels));
        }
        return result;
    }

    static Signal layer(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        int from = node.sampleAxis(node.integer("axis", -1), x.rank());
        boolean whole = from == 1;
        if (!whole && (from != x.rank() - 1 || x.axis(from) != x.shape().rank() - 1)) {
            x = node.graph().inOrder(x, Signal.ascending(x.shape().rank()));
        }
        if (!whole && from != x.rank() - 1) {
            throw node.failure("normalizes the axes from " + from + " of a tensor of rank " + x.rank()
                    + "; the last one or all are read");
        }
        Extent over = whole && x.shape().rank() > 1 ? Extent.SAMPLE : Extent.CHANNELS;
        Optional<Constant> offset = node.optionalConstant(2);
        Map<String, float[]> weights = new HashMap<>();
        weights.put("gamma", ordered(node, node.constant(1), x, over));
        if (offset.isPresent()) {
            weights.put("beta", ordered(node, offset.get(), x, over));
        }
        LayerNormalization layer = LayerNormalization.of().over(over).epsilon(node.real("epsilon", 1e-5))
                .center(offset.isPresent());
        return node.graph().add(layer, weights, x.order(), x);
    }

    private static float[] ordered(ImportedNode node, Constant values, Signal x, Extent over) throws OnnxFileException {
        int[] sizes = ShapeImport.aligned(node, values, x);
        int given = IntStream.of(sizes).reduce(1, Math::multiplyExact);
        int expected = over == Extent.SAMPLE ? x.shape().size() : x.shape().channels();
        if (given != expected) {
            throw node.failure("has " + given + " factors or offsets for " + expected + " numbers");
        }
        return ShapeImport.ordered(values, x, sizes);
    }
}
