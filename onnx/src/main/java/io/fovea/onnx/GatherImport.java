package io.fovea.onnx;

import java.util.ArrayList;
import java.util.List;

import io.fovea.layers.Reshape;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/** Some elements of an axis. */
final class GatherImport {
    private static final int MOST = 1 << 12;

    private GatherImport() {}

    static Signal read(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        Constant places = node.constant(1);
        int axis = node.sampleAxis(node.integer("axis", 0), x.rank());
        int ours = x.axis(axis);
        int size = x.shape().dimension(ours);
        if (!places.isWhole() || places.size() > MOST || places.dimensions().length > 1) {
            throw node.failure("takes " + places.size() + " elements; a list of 1 to " + MOST + " is read");
        }
        List<Integer> from = new ArrayList<>();
        for (long place : places.integers()) {
            long index = place < 0 ? place + size : place;
            if (index < 0 || index >= size) {
                throw node.failure("takes element " + place + " of " + size);
            }
            from.add((int) index);
        }
        Signal taken = node.graph().add(new Selection("", ours, from), x.order(), x);
        return places.dimensions().length == 0 ? without(node, taken, axis) : taken;
    }

    /** A single number takes its axis away. */
    private static Signal without(ImportedNode node, Signal x, int axis) throws OnnxFileException {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            int other = x.order().get(i);
            if (other != axis) {
                sizes.add(x.shape().dimension(i));
                order.add(other > axis ? other - 1 : other);
            }
        }
        if (sizes.isEmpty()) {
            throw node.failure("leaves nothing of a sample but its number; take a list of one");
        }
        return node.graph().add(new Reshape("", sizes), order, x);
    }
}
