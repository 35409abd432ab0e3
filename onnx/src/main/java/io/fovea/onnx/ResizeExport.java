package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.word;

import java.util.List;
import java.util.stream.IntStream;

import io.fovea.layers.ResizeMethod;
import io.fovea.tensor.Shape;

/** Resizing of feature maps, with the pixels' centers compared. */
final class ResizeExport {
    private ResizeExport() {}

    static OnnxTensor write(OnnxTensor x, int height, int width, ResizeMethod method) {
        int rows = x.shape().dimension(0);
        int columns = x.shape().dimension(1);
        if (rows == height && columns == width) {
            return x;
        }
        return switch (method) {
            // Runtimes differ where two pixels are equally near; places are places.
            case NEAREST -> x.nearest(nearest(rows, height), nearest(columns, width));
            case BILINEAR -> linear(x, height, width);
            // Runtimes resize by this curve in some layouts only; a matrix product works in all.
            case BICUBIC -> cubic(x, height, width);
        };
    }

    private static int[] nearest(int from, int to) {
        return IntStream.range(0, to)
                .map(i -> Math.min(from - 1, (int) Math.floor((i + 0.5f) * ((float) from / to)))).toArray();
    }

    /** Each pixel {@code height} times down and {@code width} times across. */
    static OnnxTensor repeat(OnnxTensor x, int height, int width) {
        GraphWriter graph = x.graph();
        Shape result = Shape.of(
                Math.multiplyExact(x.shape().dimension(0), height), Math.multiplyExact(x.shape().dimension(1), width),
                x.shape().channels());
        return x.node(
                result, "Resize",
                List.of("", graph.floats("scales", new long[]{4}, 1, 1, height, width)),
                word("mode", "nearest"), word("nearest_mode", "floor"),
                word("coordinate_transformation_mode", "asymmetric"));
    }

    private static OnnxTensor linear(OnnxTensor x, int height, int width) {
        GraphWriter graph = x.graph();
        // Sizes name the batch as well; factors instead would shift pixels by what rounding makes of them.
        String shape = graph.node("Shape", List.of(x.name()));
        String whole = graph.node("Slice", List.of(shape, graph.integers(0), graph.integers(2)));
        String sizes = graph.node("Concat", List.of(whole, graph.integers(height, width)), integer("axis", 0));
        return x.node(
                Shape.of(height, width, x.shape().channels()), "Resize", List.of("", "", sizes),
                word("mode", "linear"), word("coordinate_transformation_mode", "half_pixel"));
    }

    private static OnnxTensor cubic(OnnxTensor x, int height, int width) {
        GraphWriter graph = x.graph();
        int rows = x.shape().dimension(0);
        int columns = x.shape().dimension(1);
        float[] down = weights(rows, height, rows, 1);
        float[] across = weights(columns, width, 1, width);
        String tall = graph.node("MatMul", List.of(graph.floats("rows", new long[]{height, rows}, down), x.name()));
        return OnnxTensor.of(
                graph, Shape.of(height, width, x.shape().channels()),
                graph.node("MatMul", List.of(tall, graph.floats("columns", new long[]{columns, width}, across))));
    }

    /** The matrix whose element of output pixel i and input pixel k lies at {@code i * outStep + k * inStep}. */
    private static float[] weights(int from, int to, int outStep, int inStep) {
        float[] matrix = new float[Math.multiplyExact(from, to)];
        for (int i = 0; i < to; i++) {
            double at = (i + 0.5) * from / to - 0.5;
            int first = Math.max(0, (int) Math.floor(at) - 1);
            int end = Math.min(from, (int) Math.floor(at) + 3);
            double total = 0;
            for (int k = first; k < end; k++) {
                total += keys(Math.abs(k - at));
            }
            for (int k = first; k < end; k++) {
                matrix[i * outStep + k * inStep] = (float) (keys(Math.abs(k - at)) / total);
            }
        }
        return matrix;
    }

    /** Keys's cubic curve with a = -0.5 (Keys, 1981). */
    private static double keys(double d) {
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
