package io.fovea.bench.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.benchmark.Peak;
import io.fovea.benchmark.StepRate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;

/**
 * Measures seeded random shapes of layers, forward and backward, and prints how near each pass comes to what bounds
 * it, the multiply-add peak or the memory's bandwidth ({@link Limit}): {@code Sweep [COUNT [SEED [FILE]]]}.
 *
 * <p>A layer is measured within a small model, from the share of the step that its work takes, on all workers; where
 * they wait for each other is not counted. A share above 100 % is Winograd's method, which needs fewer products than
 * the definition, or numbers that lie in a cache.
 */
public final class Sweep {
    private static final double SECONDS = 0.15;
    private static final double WARM_UP_SECONDS = 15;
    private static final String SUBJECT = "subject";

    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<Pass> passes = new ArrayList<>();

    private Sweep() {}

    /**
     * Measures {@code COUNT} (300) shapes of seed {@code SEED} (1); writes the table to {@code FILE} if one is given.
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
        String table = Table.of(sweep.threads, machine, sweep.passes);
        System.out.print(table);
        if (arguments.length > 2) {
            Files.writeString(Path.of(arguments[2]), table);
        }
    }

    private Limit.Machine machine() {
        return new Limit.Machine(new Peak(threads).flopsPerSecond(), Bandwidth.bytesPerSecond(threads));
    }

    private static Model model(Subject subject) {
        Layer classes = Dense.of(2);
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
            model.compile(new SGD(1e-6), new SparseCategoricalCrossentropy());
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
            add(subject, model, forward, backward);
        }
    }

    /** The update is nearly all the subject's: the layers around it have two channels. */
    static boolean isBackward(String part) {
        return part.equals("update") || part.startsWith(SUBJECT)
                && (part.contains("gradient") || part.contains("reversed weights"));
    }

    private void add(Subject subject, Model model, double forward, double backward) {
        var node = model.nodes().stream()
                .filter(n -> model.layerName(n.layer()).equals(SUBJECT)).findFirst().orElseThrow();
        long input = model.shape(node.inputs().getFirst()).size();
        long output = model.shape(node).size();
        long weights = model.weights(node.layer()).stream().mapToLong(w -> w.shape().size()).sum();
        passes.add(new Pass(subject, "forward", forward, subject.forward(weights, input, output)));
        passes.add(new Pass(subject, "backward", backward, subject.backward(weights, input, output)));
    }
}
