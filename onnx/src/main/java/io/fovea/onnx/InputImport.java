package io.fovea.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/** Reads the inputs of a graph: their shapes, and whether images come with their channels first or last. */
final class InputImport {
    private static final Set<String> CHANNELS_FIRST = Set.of(
            "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
            "BatchNormalization", "InstanceNormalization");
    private static final int MOST_CHANNELS_OF_IMAGES = 4;

    private InputImport() {}

    static Signal read(
            ValueInfoProto input, Map<String, List<NodeProto>> readers, String name)
            throws OnnxFileException {
        String title = "input '" + OnnxFile.shown(input.getName()) + "'";
        TypeProto.Tensor type = input.getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new OnnxFileException(title + " must be a tensor of floats; no other type is read");
        }
        int rank = type.getShape().getDimCount();
        if (rank < 2) {
            throw new OnnxFileException(title + " has " + (rank == 0 ? "no shape" : "one dimension")
                    + "; a batch and the dimensions of a sample are expected");
        }
        int[] sizes = new int[rank - 1];
        for (int i = 0; i < sizes.length; i++) {
            long size = type.getShape().getDim(i + 1).getDimValue();
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw new OnnxFileException(title + " has no fixed size in dimension " + (i + 1)
                        + " (counted from 0, the batch); export the model with fixed sizes of images");
            }
            sizes[i] = (int) size;
        }
        try {
            boolean turn = rank == 4 && channelsFirst(input.getName(), sizes, readers);
            return turn
                    ? GraphImport.input(name, Shape.of(sizes[1], sizes[2], sizes[0]), Signal.MAP)
                    : GraphImport.input(name, Shape.of(sizes), Signal.ascending(rank - 1));
        } catch (IllegalArgumentException e) {
            throw new OnnxFileException(title + ": " + e.getMessage(), e);
        }
    }

    /** What the first node says that can tell: a convolution, or a transposition that puts the channels there. */
    private static boolean channelsFirst(String name, int[] sizes, Map<String, List<NodeProto>> readers) {
        Deque<String> open = new ArrayDeque<>(List.of(name));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (NodeProto node : readers.getOrDefault(open.poll(), List.of())) {
                if (CHANNELS_FIRST.contains(node.getOpType())) {
                    return true;
                }
                if (node.getOpType().equals("Transpose")) {
                    return !permutation(node).equals(List.of(0L, 3L, 1L, 2L));
                }
                node.getOutputList().stream().filter(seen::add).forEach(open::add);
            }
        }
        return sizes[0] <= MOST_CHANNELS_OF_IMAGES || sizes[2] > MOST_CHANNELS_OF_IMAGES;
    }

    private static List<Long> permutation(NodeProto node) {
        return node.getAttributeList().stream().filter(attribute -> attribute.getName().equals("perm"))
                .map(AttributeProto::getIntsList).findFirst().orElse(List.of());
    }
}
