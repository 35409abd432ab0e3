package io.fovea.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/**
 * A node of the file, with what it reads.
 *
 * @param inputs as the node lists them; one that is left out is empty
 */
record ImportedNode(GraphImport graph, NodeProto node, List<Optional<ImportedValue>> inputs) {
    String operator() {
        return node.getOpType();
    }

    /** As the node is named in messages. */
    static String title(NodeProto node) {
        String name = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return "node '" + OnnxFile.shown(name) + "' (" + OnnxFile.shown(node.getOpType()) + ")";
    }

    /** The exception that says what is wrong with this node. */
    OnnxFileException failure(String what) {
        return new OnnxFileException(title(node) + ": " + what);
    }

    private Optional<AttributeProto> attribute(String name, AttributeProto.AttributeType type)
            throws OnnxFileException {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                if (attribute.getType() != type) {
                    throw failure("its attribute " + name + " is no " + type.name().toLowerCase(Locale.ROOT));
                }
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    long integer(String name, long initial) throws OnnxFileException {
        return attribute(name, AttributeProto.AttributeType.INT).map(AttributeProto::getI).orElse(initial);
    }

    double real(String name, double initial) throws OnnxFileException {
        return attribute(name, AttributeProto.AttributeType.FLOAT).map(a -> (double) a.getF()).orElse(initial);
    }

    String word(String name, String initial) throws OnnxFileException {
        return attribute(name, AttributeProto.AttributeType.STRING).map(a -> a.getS().toStringUtf8()).orElse(initial);
    }

    Optional<long[]> integers(String name) throws OnnxFileException {
        return attribute(name, AttributeProto.AttributeType.INTS)
                .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    Optional<AttributeProto> tensor(String name) throws OnnxFileException {
        return attribute(name, AttributeProto.AttributeType.TENSOR);
    }

    /** Exactly {@code count} numbers of 0 or more that fit an int. */
    int[] sizes(String name, int count, int initial) throws OnnxFileException {
        long[] given = integers(name).orElse(new long[0]);
        int[] result = new int[count];
        Arrays.fill(result, initial);
        if (given.length == 0) {
            return result;
        }
        if (given.length != count) {
            throw failure(
                    "its attribute " + name + " has " + given.length + " numbers; only images are read, which have "
                            + count);
        }
        for (int i = 0; i < count; i++) {
            if (given[i] < 0 || given[i] > 1 << 24) {
                throw failure("its attribute " + name + " holds " + given[i] + "; 0 to " + (1 << 24) + " are allowed");
            }
            result[i] = (int) given[i];
        }
        return result;
    }

    Optional<ImportedValue> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    ImportedValue input(int index) throws OnnxFileException {
        return optional(index).orElseThrow(() -> failure("its input " + index + " is missing"));
    }

    /** An input that layers compute. */
    Signal signal(int index) throws OnnxFileException {
        return switch (input(index)) {
            case Signal signal -> signal;
            case Constant _ -> throw failure("its input " + index + " is a constant, which is not read there");
            case ImportedValue.Comparison _ ->
                    throw failure("a comparison is read as a part of Softplus or of a threshold alone");
            case ImportedValue.ErrorFunction _ ->
                    throw failure("the error function is read as a part of GELU alone, x (1 + erf(x / sqrt 2)) / 2");
        };
    }

    /** An input that is known, if it is there. */
    Optional<Constant> optionalConstant(int index) throws OnnxFileException {
        Optional<ImportedValue> value = optional(index);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Constant constant) {
            return Optional.of(constant);
        }
        throw failure("its input " + index + " is computed; a constant is expected there");
    }

    Constant constant(int index) throws OnnxFileException {
        return optionalConstant(index).orElseThrow(() -> failure("its input " + index + " is missing"));
    }

    /** Whole numbers from an input, or from the attribute that older versions have. */
    Optional<long[]> integers(int input, String attribute) throws OnnxFileException {
        Optional<Constant> constant = optionalConstant(input);
        if (constant.isEmpty()) {
            return integers(attribute);
        }
        if (!constant.get().isWhole() && constant.get().size() > 0) {
            throw failure("its input " + input + " must hold whole numbers");
        }
        return Optional.of(constant.get().integers());
    }

    /** An axis of the file counted from 0. */
    int axis(long axis, int rank) throws OnnxFileException {
        if (axis < -rank || axis >= rank) {
            throw failure("axis " + axis + " is none of a tensor of rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** An axis of a sample, never the batch. */
    int sampleAxis(long axis, int rank) throws OnnxFileException {
        int result = axis(axis, rank);
        if (result == 0) {
            throw failure("works along the batch, whose samples are apart here");
        }
        return result;
    }
}
