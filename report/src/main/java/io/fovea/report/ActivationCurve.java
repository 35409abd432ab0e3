package io.fovea.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.fovea.Sequential;
import io.fovea.activations.ActivationFunction;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.Constant;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Input;
import io.fovea.layers.Weight;
import io.fovea.losses.Loss;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/**
 * An activation function and its derivative from -4 to 4, as Fovea itself computes them: the function by predicting, the derivative by one
 * training step on the sum of all values. A softmax is that of x and 0, its first number.
 *
 * @param function that is drawn
 * @param values at each of {@link #POINTS} points
 * @param slopes the derivative there
 */
record ActivationCurve(ActivationFunction function, float[] values, float[] slopes) {
    static final int POINTS = 161;
    private static final double END = 4;
    static final int WIDTH = 260;
    static final int HEIGHT = 200;
    private static final double BOTTOM = -2;

    static ActivationCurve of(ActivationFunction function) {
        float[] pairs = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            pairs[2 * i] = (float) x(i);
        }
        FloatSamples points = new FloatSamples(new Tensor(1, Shape.of(POINTS, 2), pairs));
        Shifted shifted = new Shifted("", function);
        try (var model = Sequential.of(Input.of(POINTS, 2), shifted)) {
            float[] values = model.predict(points)[0];
            model.compile(new SGD(1), new Total());
            model.fit(Dataset.of(points, new FloatSamples(new Tensor(1, Shape.of(1), new float[1]))),
                    FitOptions.epochs(1).batch(1));
            // The shift began at 0 and went down by its gradient.
            float[] shift = model.weights().getFirst();
            float[] slopes = new float[POINTS];
            for (int i = 0; i < POINTS; i++) {
                slopes[i] = 0 - shift[2 * i];
            }
            return new ActivationCurve(function, values, slopes);
        }
    }

    /** The place of a point. */
    static double x(int point) {
        return -END + 2 * END * point / (POINTS - 1);
    }

    /** The function's name in Keras. */
    String name() {
        return function.kind().kerasName();
    }

    /** Both curves as an element of a page. */
    String svg() {
        return String.format(Locale.ROOT, """
                <svg viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s from -4 to 4 and its gradient">
                <path d="M0 %4$.1fH%1$dM%5$.1f 0V%2$d" style="stroke:var(--line);fill:none"/>
                <path d="%6$s" style="stroke:var(--first);fill:none;stroke-width:2.2"/>
                <path d="%7$s" style="stroke:var(--second);fill:none;stroke-width:2.2;stroke-dasharray:7 4"/>
                </svg>
                """, WIDTH, HEIGHT, Html.escape(name()), y(0), WIDTH / 2.0, path(values), path(slopes));
    }

    /** The curves as figures with their names. */
    static String figures(List<ActivationFunction> functions) {
        return figuresOf(functions.stream().map(ActivationCurve::of).toList());
    }

    /** The same of curves. */
    static String figuresOf(List<ActivationCurve> curves) {
        StringBuilder html = new StringBuilder(
                """
                        <p>The line is the function from -4 to 4, the dashes are its gradient: by what a change of the input is multiplied on the \
                        way back. Where the gradient is 0 nothing is learnt. A softmax is shown for the numbers x and 0.</p>
                        <div class="charts">
                        """);
        for (ActivationCurve curve : curves) {
            html.append("<figure>").append(curve.svg()).append("<figcaption>").append(Html.escape(curve.name()))
                    .append(Html.escape(arguments(curve.function())))
                    .append("</figcaption></figure>\n");
        }
        return html.append("</div>\n").toString();
    }

    /** Its parameters with their values, in parentheses; empty where it has none. */
    private static String arguments(ActivationFunction function) {
        String all = function.kind().parameters().stream()
                .map(parameter -> parameter.name() + " " + function.argument(parameter.name()))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    private static String path(float[] curve) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < POINTS; i++) {
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L",
                    (x(i) + END) / (2 * END) * WIDTH, y(curve[i])));
        }
        return path.toString();
    }

    /** From -2 at the bottom to 4 at the top; what lies outside is outside of the drawing. */
    static double y(double value) {
        return HEIGHT * (END - value) / (END - BOTTOM);
    }

    /** The function of its input and a trainable shift, whose gradient is the function's. */
    private record Shifted(String name, ActivationFunction function) implements ComposedLayer {
        @Override
        public Shifted named(String newName) {
            return new Shifted(newName, function);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            return List.of(new Weight("shift", Shape.of(POINTS, 2), Constant.ZEROS, true));
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            return inputs.getFirst().add(weights.get("shift")).activation(function)
                    .slice(SymbolicTensor.CHANNELS, 0, 1).flatten();
        }
    }

    /** The sum of the output. */
    private record Total() implements Loss, PerSampleLoss {
        @Override
        public String name() {
            return "total";
        }

        @Override
        public Shape targetShape(Shape output) {
            return Shape.of(1);
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            double sum = 0;
            for (int i = 0; i < output.size(); i++) {
                sum += output.get(i);
            }
            return sum;
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            for (int i = 0; i < gradient.size(); i++) {
                gradient.set(i, scale);
            }
        }
    }
}
