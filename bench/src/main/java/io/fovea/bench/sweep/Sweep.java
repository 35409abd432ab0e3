package io.fovea.bench.sweep;

import static io.fovea.activations.Activations.SOFTMAX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.benchmark.Bandwidth;
import io.fovea.benchmark.Peak;
import io.fovea.benchmark.Processor;
import io.fovea.benchmark.StepRate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;

/**
 * Measures seeded random shapes of layers, forward and backward, and prints how near each pass comes to what bounds
 * it, the multiply-add peak or the memory's bandwidth ({@link Limit}): {@code Sweep [COUNT [SEED [OUT]]]}.
 *
 * <p>A layer is measured within a small model, from the share of the step that its work takes, on all workers; where
 * they wait for each other is not counted. A share above 100 % is Winograd's method, which needs fewer products than
 * the definition, or numbers that lie in a cache.
 *
 * <p>Each backward pass is measured twice: in a new model, and in a worn one, whose softmax is so sure of a class that half of the
 * samples have subnormal gradients. Forward passes are not: no layer of the sweep makes a subnormal output of normal inputs. Nor are
 * optimizer states, for the sweep's optimizer keeps none; {@code fovea bench} measures those.
 */
public final class Sweep {
    private static final double SECONDS = 0.15;
    private static final double WARM_UP_SECONDS = 15;
    private static final String DEFAULT_OUT = "bench/target/results";
    private static final String SUBJECT = "subject";
    private static final String CLASSES = "classes";

    /** Weights of the classes in a worn model: so small that their biases alone make the probabilities. */
    private static final float WORN_KERNEL = 1e-5f;

    /** Gradients of a worn model at the subject's output; the smallest normal float is 1.2e-38. */
    private static final double WORN_GRADIENT = 1e-40;

    private final Processor processor = Processor.ofThisMachine();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<Pass> passes = new ArrayList<>();

    private Sweep() {}

    /**
     * Measures {@code COUNT} (300) shapes of seed {@code SEED} (1); writes the table to {@code OUT}, or, where that is a folder,
     * to {@code PROCESSOR/sweep-DATE.md} in it; by default to {@code bench/target/results}.
     */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Sweep sweep = new Sweep();
        Limit.Machine before = sweep.machine();
        Random random = new Random(seed);
        List<Subject> subjects = Stream.generate(() -> Subject.draw(random)).limit(count).toList();
        sweep.warmUp(subjects);
        for (int i = 0; i < count; i++) {
            Subject subject = subjects.get(i);
            sweep.measure(subject);
            System.err.println((i + 1) + "/" + count + " " + subject);
        }
        // Twice, for what else runs for a while must not make the limits look lower.
        Limit.Machine machine = before.orBetter(sweep.machine());
        String table =
                sweep.processor.line(sweep.threads) + "\n\n# Sweep: " + count + " shapes of seed " + seed + "\n\n"
                        + Table.of(machine, sweep.passes);
        System.out.print(table);
        sweep.write(table, Path.of(arguments.length > 2 ? arguments[2] : DEFAULT_OUT));
    }

    private void write(String table, Path out) throws IOException {
        if (out.equals(Path.of(DEFAULT_OUT))) {
            Files.createDirectories(out);
        }
        Path file = processor.resultFile(out, "sweep", "md").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.err.println("written to " + file);
    }

    private Limit.Machine machine() {
        return new Limit.Machine(new Peak(threads).flopsPerSecond(), Bandwidth.bytesPerSecond(threads));
    }

    static Model model(Subject subject) {
        Layer classes = Dense.of(2).activation(SOFTMAX).named(CLASSES);
        Shape input = Shape.of(subject.size(), subject.size(), 2);
        // A convolution first, so that the subject has an input's gradient and padded channels.
        Layer before = Conv2D.of(subject.channels(), 1).named("before");
        Layer subjectLayer = subject.layer().named(SUBJECT);
        return subject.isDense()
                ? Sequential.of(Input.of(1, 1, 2), before, GlobalAveragePooling2D.of(), subjectLayer, classes)
                : Sequential.of(
                        Input.of(input.dimension(0), input.dimension(1), 2), before, subjectLayer,
                        GlobalAveragePooling2D.of(), classes);
    }

    /** The first shapes would otherwise be measured while the JIT is still compiling what they run. */
    private void warmUp(List<Subject> subjects) {
        long start = System.nanoTime();
        Iterator<Subject> all = subjects.iterator();
        while (all.hasNext() && System.nanoTime() - start < WARM_UP_SECONDS * 1e9) {
            measure(all.next());
        }
        passes.clear();
    }

    private void measure(Subject subject) {
        try (Model model = model(subject)) {
            model.compile(new SGD(), new SparseCategoricalCrossentropy());
            Times fresh = times(subject, model);
            wear(subject, model);
            add(subject, model, fresh, times(subject, model));
        }
    }

    /** Seconds of the subject's passes in a step. */
    private record Times(double forward, double backward) {}

    private static Times times(Subject subject, Model model) {
        StepRate rate = model.measureSteps(subject.batch(), SECONDS, 1);
        double step = subject.batch() / rate.samplesPerSecond();
        double forward = 0;
        double backward = 0;
        for (Map.Entry<String, Double> part : rate.parts().entrySet()) {
            if (isBackward(part.getKey())) {
                backward += part.getValue() * step;
            } else if (part.getKey().startsWith(SUBJECT)) {
                forward += part.getValue() * step;
            }
        }
        return new Times(forward, backward);
    }

    /** Makes the softmax so sure of the first class that samples of it have subnormal gradients at the subject's output. */
    static void wear(Subject subject, Model model) {
        double pixels = Math.pow(model.shape(node(model, SUBJECT)).dimension(0), subject.isDense() ? 0 : 2);
        double probability = WORN_GRADIENT / WORN_KERNEL * pixels * subject.batch();
        Layer classes = node(model, CLASSES).layer();
        for (Weight weight : model.weights(classes)) {
            float[] values = model.weight(classes, weight);
            if (weight.name().equals("bias")) {
                values[0] = (float) -Math.log(probability);
            } else {
                Arrays.fill(values, WORN_KERNEL);
            }
            model.setWeight(classes, weight, values);
        }
    }

    /** The update is nearly all the subject's: the layers around it have two channels. */
    static boolean isBackward(String part) {
        return part.equals("update") || part.startsWith(SUBJECT)
                && (part.contains("gradient") || part.contains("reversed weights"));
    }

    private void add(Subject subject, Model model, Times fresh, Times worn) {
        Node node = node(model, SUBJECT);
        long input = model.shape(node.inputs().getFirst()).size();
        long output = model.shape(node).size();
        long weights = model.weights(node.layer()).stream().mapToLong(w -> w.shape().size()).sum();
        passes.add(new Pass(
                subject, "forward", fresh.forward(), OptionalDouble.empty(), subject.forward(weights, input, output)));
        passes.add(new Pass(
                subject, "backward", fresh.backward(), OptionalDouble.of(worn.backward()),
                subject.backward(weights, input, output)));
    }

    private static Node node(Model model, String name) {
        return model.nodes().stream().filter(n -> model.layerName(n.layer()).equals(name)).findFirst().orElseThrow();
    }
}
