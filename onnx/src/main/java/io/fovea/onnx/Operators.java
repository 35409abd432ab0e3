package io.fovea.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.fovea.onnx.ImportedValue.Constant;

/** The operators that are read, by name. */
final class Operators {
    /** Makes layers of a node, or numbers. */
    @FunctionalInterface
    interface Reader {
        ImportedValue read(ImportedNode node) throws OnnxFileException;
    }

    private static final Map<String, Reader> READERS = readers();

    private Operators() {}

    /** The names of all that are read. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(READERS.keySet());
        names.addAll(ConstantFolding.names());
        names.add("Split");
        return names;
    }

    /** The results of a node that are read: the first, but for a division into parts. */
    static List<ImportedValue> read(ImportedNode node) throws OnnxFileException {
        boolean known = node.inputs().stream().allMatch(input -> input.isEmpty() || input.get() instanceof Constant);
        if (known && ConstantFolding.names().contains(node.operator())) {
            return List.of(ConstantFolding.read(node));
        }
        if (node.operator().equals("Split")) {
            return ShapeImport.split(node);
        }
        Reader reader = READERS.get(node.operator());
        if (reader == null) {
            throw node.failure(ConstantFolding.names().contains(node.operator())
                    ? "the operator is read for constants alone"
                    : "the operator is not known; docs/onnx.md lists those that are read");
        }
        return List.of(reader.read(node));
    }

    private static Map<String, Reader> readers() {
        Map<String, Reader> readers = new TreeMap<>();
        readers.put("Conv", ConvolutionImport::convolution);
        readers.put("ConvTranspose", ConvolutionImport::transposed);
        readers.put("Gemm", DenseImport::gemm);
        readers.put("MatMul", DenseImport::matMul);
        readers.put("MaxPool", PoolingImport::maximum);
        readers.put("AveragePool", PoolingImport::average);
        readers.put("GlobalAveragePool", node -> PoolingImport.global(node, "ReduceMean"));
        readers.put("GlobalMaxPool", node -> PoolingImport.global(node, "ReduceMax"));
        for (String reduction : List.of("ReduceMean", "ReduceSum", "ReduceMax")) {
            readers.put(reduction, PoolingImport::reduction);
        }
        readers.put("Resize", ResizeImport::read);
        readers.put("Upsample", ResizeImport::read);
        readers.put("BatchNormalization", NormalizationImport::batch);
        readers.put("InstanceNormalization", NormalizationImport::instance);
        readers.put("GroupNormalization", NormalizationImport::group);
        readers.put("LayerNormalization", NormalizationImport::layer);
        for (String arithmetic : List.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean")) {
            readers.put(arithmetic, ArithmeticImport::read);
        }
        readers.put("Pow", ArithmeticImport::power);
        readers.put("Erf", ArithmeticImport::errorFunction);
        readers.put("Flatten", ShapeImport::flatten);
        readers.put("Reshape", ShapeImport::reshape);
        readers.put("Transpose", ShapeImport::transpose);
        readers.put("Squeeze", ShapeImport::squeeze);
        readers.put("Unsqueeze", ShapeImport::unsqueeze);
        readers.put("Concat", ShapeImport::concatenate);
        readers.put("Pad", ShapeImport::pad);
        readers.put("Slice", ShapeImport::slice);
        readers.put("Gather", GatherImport::read);
        readers.put("Shape", ShapeImport::shape);
        for (String through : List.of("Identity", "Dropout")) {
            readers.put(through, node -> node.input(0));
        }
        readers.put("Cast", ActivationImport::cast);
        readers.putAll(ActivationImport.readers());
        return readers;
    }
}
