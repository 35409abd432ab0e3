package io.fovea.examples;

import static io.fovea.layers.Padding.SAME;

import java.util.Arrays;

import io.fovea.Sequential;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.Constant;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.SumPooling2D;
import io.fovea.report.ClassicKernel;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Lesson 0, each term once, on a picture of 4 x 4 pixels with an edge in the middle. */
public final class TermsOfTheTutorial {
    private static final float[] PICTURE = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};

    private TermsOfTheTutorial() {}

    /** Prints all terms. */
    public static void main(String[] arguments) {
        System.out.print(text());
    }

    static String text() {
        Conv2D edges = Conv2D.of(1, 3).useBias(false);
        StringBuilder text = new StringBuilder();
        line(text, "convolution with Sobel x", of(edges));
        line(text, "with padding", of(edges.padding(SAME)));
        line(text, "with padding and stride 2", of(edges.padding(SAME).strides(2)));
        line(text, "max pooling", of(MaxPooling2D.of(2)));
        line(text, "average pooling", of(AveragePooling2D.of(2)));
        line(text, "sum pooling", of(SumPooling2D.of(2)));
        line(text, "flatten", of(Flatten.of()));
        line(text, "flatten and dense", of(Flatten.of(), Dense.of(1).kernelInitializer(Constant.ONES)));
        for (Kind kind : Kind.values()) {
            line(text, kind.kerasName() + " of -2 -1 0 1 2",
                    values(new float[]{-2, -1, 0, 1, 2}, Shape.of(5), Activation.of(kind.withDefault())));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String term, float[] values) {
        text.append(term).append(": ").append(Arrays.toString(values)).append('\n');
    }

    private static float[] of(Layer... layers) {
        return values(PICTURE, Shape.of(4, 4, 1), layers);
    }

    private static float[] values(float[] input, Shape shape, Layer... layers) {
        try (var model = Sequential.of(Input.of(shape.toArray()), layers)) {
            for (Layer layer : model.layers()) {
                if (layer instanceof Conv2D) {
                    model.setWeight(layer, model.weights(layer).getFirst(), ClassicKernel.SOBEL_X.weights());
                }
            }
            return model.predict(new FloatSamples(new Tensor(1, shape, input)))[0];
        }
    }
}
