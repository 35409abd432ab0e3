package io.fovea.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.fovea.layers.Concatenate;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.Flatten;
import io.fovea.layers.Reshape;
import io.fovea.layers.ZeroPadding2D;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/** Operators that move elements. */
final class ShapeImport {
    private ShapeImport() {}

    /** All elements in the file's order, or in ours with a note of it. */
    static Signal vector(GraphImport graph, Signal x) throws OnnxFileException {
        if (x.shape().rank() == 1) {
            return x;
        }
        if (x.order().equals(Signal.MAP) && !x.isRowMajor()) {
            Signal flat = graph.add(Flatten.of(), List.of(1), x);
            return new Signal(flat.node(), flat.shape(), flat.order(), Optional.of(x.shape()));
        }
        Signal ordered = x.isRowMajor() ? x : graph.inOrder(x, Signal.ascending(x.shape().rank()));
        return graph.add(Flatten.of(), List.of(1), ordered);
    }

    static Signal flatten(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        if (node.axis(node.integer("axis", 1), x.rank()) != 1) {
            throw node.failure("flattens along the batch; only axis 1 is read");
        }
        return vector(node.graph(), x);
    }

    static Signal reshape(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        long[] wanted = node.integers(1, "shape").orElseThrow(() -> node.failure("has no shape")).clone();
        long[] have = LongStream.concat(LongStream.of(Constant.BATCH), Arrays.stream(x.sample())).toArray();
        if (wanted.length < 2) {
            throw node.failure("joins the batch with other axes; a batch of its own must stay first");
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == 0 && node.integer("allowzero", 0) == 0 && i < have.length) {
                wanted[i] = have[i];
            }
        }
        return toSample(node, x, sample(node, x, wanted));
    }

    /** The sizes of a sample. The first number is the batch, whatever it says: free, fixed or left open. */
    private static long[] sample(ImportedNode node, Signal x, long[] wanted) throws OnnxFileException {
        long known = 1;
        int open = -1;
        for (int i = 1; i < wanted.length; i++) {
            if (wanted[i] == -1 && open < 0) {
                open = i;
            } else if (wanted[i] < 1 || wanted[i] > Integer.MAX_VALUE || known * wanted[i] > Integer.MAX_VALUE) {
                throw node.failure("can't make the shape " + shown(wanted) + " of samples of shape "
                        + shown(x.sample()));
            } else {
                known *= wanted[i];
            }
        }
        if (open > 0) {
            wanted[open] = x.shape().size() / known;
            known *= wanted[open];
        }
        if (known != x.shape().size()) {
            throw node.failure("can't make the shape " + shown(wanted) + " of samples of shape " + shown(x.sample())
                    + ": a batch of its own must stay first");
        }
        return Arrays.copyOfRange(wanted, 1, wanted.length);
    }

    private static String shown(long[] sizes) {
        return Arrays.toString(sizes).replace(Long.toString(Constant.BATCH), "batch");
    }

    private static Signal toSample(ImportedNode node, Signal x, long[] sample) throws OnnxFileException {
        GraphImport graph = node.graph();
        if (Arrays.equals(sample, x.sample())) {
            return x;
        }
        Optional<Signal> source = graph.source(x);
        if (source.isPresent() && Arrays.equals(source.get().sample(), sample)) {
            return source.get();
        }
        if (sample.length == 1) {
            return vector(graph, x);
        }
        Signal plain = graph.unflattened(x);
        Signal ordered = plain.isRowMajor() ? plain : graph.inOrder(plain, Signal.ascending(plain.shape().rank()));
        int[] sizes = Arrays.stream(sample).mapToInt(Math::toIntExact).toArray();
        Signal result;
        if (sizes.length == 3 && sizes[1] * sizes[2] == 1) {
            result = graph.add(Reshape.of(1, 1, sizes[0]), Signal.MAP, ordered);
        } else {
            result = graph.add(Reshape.of(sizes), Signal.ascending(sizes.length), ordered);
        }
        graph.reshaped(result, x);
        return result;
    }

    static Signal transpose(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        int rank = x.rank();
        long[] perm = node.integers("perm").orElseGet(
                () -> IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        long[] sorted = perm.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, LongStream.range(0, rank).toArray()) || perm[0] != 0) {
            throw node.failure("its perm " + Arrays.toString(perm)
                    + " must name each axis once, the batch first");
        }
        List<Integer> order = new ArrayList<>();
        for (int axis : x.order()) {
            order.add(IntStream.range(0, rank).filter(j -> perm[j] == axis).findFirst().orElseThrow());
        }
        return new Signal(x.node(), x.shape(), order, x.flattened());
    }

    static Signal squeeze(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        long[] axes = node.integers(1, "axes").orElseGet(
                () -> IntStream.range(0, x.shape().rank()).filter(i -> x.sample()[i] == 1).mapToLong(i -> i + 1)
                        .toArray());
        boolean[] gone = new boolean[x.rank()];
        for (long axis : axes) {
            int index = node.sampleAxis(axis, x.rank());
            if (x.sample()[index - 1] != 1) {
                throw node.failure("axis " + axis + " has the size " + x.sample()[index - 1] + ", not 1");
            }
            gone[index] = true;
        }
        List<Integer> sizes = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            int axis = x.order().get(i);
            if (!gone[axis]) {
                sizes.add(x.shape().dimension(i));
                order.add(axis - (int) IntStream.range(0, axis).filter(k -> gone[k]).count());
            }
        }
        if (sizes.isEmpty()) {
            throw node.failure("leaves nothing of a sample but its number, which is kept as [1]");
        }
        return node.graph().add(new Reshape("", sizes), order, x);
    }

    /** New axes go before ours, so that none has to move. */
    static Signal unsqueeze(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        long[] axes = node.integers(1, "axes").orElseThrow(() -> node.failure("has no axes"));
        int rank = x.rank() + axes.length;
        boolean[] added = new boolean[rank];
        for (long axis : axes) {
            added[node.sampleAxis(axis, rank)] = true;
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).filter(i -> added[i]).boxed().toList());
        List<Integer> old = IntStream.range(0, rank).filter(i -> !added[i]).boxed().toList();
        x.order().forEach(axis -> order.add(old.get(axis)));
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(axes.length, 1));
        Arrays.stream(x.shape().toArray()).forEach(sizes::add);
        return node.graph().add(new Reshape("", sizes), order, x);
    }

    static Signal concatenate(ImportedNode node) throws OnnxFileException {
        Signal first = node.graph().unflattened(node.signal(0));
        if (node.inputs().size() == 1) {
            return first;
        }
        List<Signal> all = new ArrayList<>(List.of(first));
        for (int i = 1; i < node.inputs().size(); i++) {
            Signal other = node.signal(i);
            if (other.rank() != first.rank()) {
                throw node.failure("its inputs have the ranks " + first.rank() + " and " + other.rank());
            }
            all.add(node.graph().inOrder(other, first.order()));
        }
        int axis = first.axis(node.sampleAxis(node.integer("axis", 1), first.rank()));
        return node.graph().add(Concatenate.of().axis(axis + 1), first.order(), all.toArray(Signal[]::new));
    }

    static Signal pad(ImportedNode node) throws OnnxFileException {
        if (!node.word("mode", "constant").equals("constant")) {
            throw node.failure("pads in the mode " + OnnxFile.shown(node.word("mode", "")) + "; only constant is read");
        }
        Signal x = node.graph().unflattened(node.signal(0));
        long[] pads = node.integers(1, "pads").orElseThrow(() -> node.failure("has no pads"));
        double value = node.optionalConstant(2).filter(c -> c.size() == 1).map(c -> c.at(0))
                .orElse(node.real("value", 0));
        long[] axes = node.integers(3, "axes").orElseGet(() -> LongStream.range(0, x.rank()).toArray());
        if (pads.length != 2 * axes.length) {
            throw node.failure("has " + pads.length + " pads for " + axes.length + " axes");
        }
        int[][] by = new int[x.shape().rank()][2];
        for (int i = 0; i < axes.length; i++) {
            int axis = node.axis(axes[i], x.rank());
            for (int end = 0; end < 2; end++) {
                long pixels = pads[i + end * axes.length];
                if (pixels < 0 || pixels > 1 << 24 || pixels > 0 && axis == 0) {
                    throw node.failure("pads axis " + axis + " by " + pixels
                            + "; 0 to " + (1 << 24) + " are allowed, and none of the batch");
                }
                if (axis > 0) {
                    by[x.axis(axis)][end] = (int) pixels;
                }
            }
        }
        return pad(node.graph(), x, by, value);
    }

    /** Adds {@code by[axis]} elements before and after. */
    static Signal pad(GraphImport graph, Signal x, int[][] by, double value) throws OnnxFileException {
        boolean none = Arrays.stream(by).allMatch(ends -> ends[0] == 0 && ends[1] == 0);
        if (none) {
            return x;
        }
        boolean pixels = by.length == 3 && by[2][0] == 0 && by[2][1] == 0;
        if (pixels && value == 0) {
            return graph.add(ZeroPadding2D.of(by[0][0], by[0][1], by[1][0], by[1][1]), x.order(), x);
        }
        Signal result = x;
        for (int axis = 0; axis < by.length; axis++) {
            if (by[axis][0] > 0 || by[axis][1] > 0) {
                result = graph.add(new ConstantPadding("", axis, by[axis][0], by[axis][1], value), x.order(), result);
            }
        }
        return result;
    }

    static Signal slice(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        long[] starts = node.integers(1, "starts").orElseThrow(() -> node.failure("has no starts"));
        long[] ends = node.integers(2, "ends").orElseThrow(() -> node.failure("has no ends"));
        long[] axes = node.integers(3, "axes").orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps =
                node.integers(4, "steps").orElseGet(() -> LongStream.generate(() -> 1).limit(starts.length).toArray());
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length
                || Arrays.stream(steps).anyMatch(step -> step != 1)) {
            throw node.failure("has starts, ends, axes and steps that don't fit, or a step other than 1");
        }
        Signal result = x;
        for (int i = 0; i < starts.length; i++) {
            int axis = node.axis(axes[i], x.rank());
            if (axis == 0) {
                if (starts[i] != 0 || ends[i] < Integer.MAX_VALUE) {
                    throw node.failure("cuts the batch");
                }
                continue;
            }
            int ours = result.axis(axis);
            int size = result.shape().dimension(ours);
            long from = Math.clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, size);
            long to = Math.clamp(ends[i] < 0 ? ends[i] + size : ends[i], 0, size);
            if (from >= to) {
                throw node.failure("leaves nothing of axis " + axis + " of size " + size);
            }
            result = cut(node.graph(), result, ours, (int) from, (int) to);
        }
        return result;
    }

    private static Signal cut(GraphImport graph, Signal x, int axis, int from, int to) throws OnnxFileException {
        int size = x.shape().dimension(axis);
        if (from == 0 && to == size) {
            return x;
        }
        if (x.shape().rank() == 3 && axis < 2) {
            return graph.add(
                    axis == 0 ? Cropping2D.of(from, size - to, 0, 0) : Cropping2D.of(0, 0, from, size - to), x.order(),
                    x);
        }
        return graph.add(new Slice("", axis, from, to), x.order(), x);
    }

    static List<ImportedValue> split(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        int axis = x.axis(node.sampleAxis(node.integer("axis", 0), x.rank()));
        int size = x.shape().dimension(axis);
        int count = node.node().getOutputCount();
        long part = (size + count - 1L) / Math.max(1, count);
        long[] parts = node.integers(1, "split").orElseGet(() -> IntStream.range(0, count)
                .mapToLong(i -> Math.min(part, size - i * part)).toArray());
        if (parts.length != count || Arrays.stream(parts).anyMatch(p -> p < 1 || p > size)
                || Arrays.stream(parts).sum() != size) {
            throw node.failure("can't divide " + size + " elements into " + Arrays.toString(parts));
        }
        List<ImportedValue> results = new ArrayList<>();
        int from = 0;
        for (long p : parts) {
            results.add(cut(node.graph(), x, axis, from, from + (int) p));
            from += (int) p;
        }
        return results;
    }

    static Constant shape(ImportedNode node) throws OnnxFileException {
        long[] whole = node.input(0) instanceof Constant constant
                ? constant.dimensions()
                : LongStream.concat(LongStream.of(Constant.BATCH), Arrays.stream(node.signal(0).sample())).toArray();
        int from = Math.clamp(node.integer("start", 0) + (node.integer("start", 0) < 0 ? whole.length : 0), 0,
                whole.length);
        long end = node.integer("end", whole.length);
        int to = Math.clamp(end < 0 ? end + whole.length : end, from, whole.length);
        return Constant.of(Arrays.copyOfRange(whole, from, to));
    }

    /** The shape of a constant in our order of axes, with dimensions of 1 where the file has fewer. */
    static int[] aligned(ImportedNode node, Constant constant, Signal x) throws OnnxFileException {
        int missing = x.rank() - constant.dimensions().length;
        for (int i = 0; i < -missing; i++) {
            if (constant.dimensions()[i] != 1) {
                missing = Integer.MIN_VALUE;
                break;
            }
        }
        if (missing < 0 || missing == 0 && constant.dimensions()[0] != 1) {
            throw node.failure("a constant of shape " + Arrays.toString(constant.dimensions())
                    + " doesn't fit samples of shape " + Arrays.toString(x.sample()));
        }
        int[] sizes = new int[x.shape().rank()];
        for (int i = 0; i < sizes.length; i++) {
            int at = x.order().get(i) - missing;
            sizes[i] = at < 0 ? 1 : Math.toIntExact(constant.dimensions()[at]);
        }
        return sizes;
    }

    /** The numbers of such a constant in our order. */
    static float[] ordered(Constant constant, Signal x, int[] sizes) {
        int missing = x.rank() - constant.dimensions().length;
        int rank = constant.dimensions().length;
        long[] strides = new long[rank];
        long stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= constant.dimensions()[i];
        }
        Shape shape = Shape.of(sizes);
        float[] result = new float[shape.size()];
        for (int element = 0; element < result.length; element++) {
            int rest = element;
            long source = 0;
            for (int i = sizes.length - 1; i >= 0; i--) {
                int at = x.order().get(i) - missing;
                source += at < 0 ? 0 : rest % sizes[i] * strides[at];
                rest /= sizes[i];
            }
            result[element] = (float) constant.at((int) source);
        }
        return result;
    }
}
