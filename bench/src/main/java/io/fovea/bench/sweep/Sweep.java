package io.fovea.bench.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

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
 * Measures seeded random shapes of layers, forward and backward, and prints the share of the multiply-add peak, or the
 * memory traffic, that each pass reaches: {@code Sweep [COUNT [SEED [FILE]]]}.
 *
 * <p>A layer is measured within a small model, from the share of the step that its work takes. A share above 100 % is
 * Winograd's method, which needs fewer products than the definition that is counted.
 */
public final class Sweep {
    private static final double SECONDS = 0.15;
    private static final int WORST = 10;

    /** One pass of one subject; {@code rate} is operations a second, or bytes. */
    private record Line(Subject subject, String pass, double rate, double share) {}

    private final double peak;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<Line> lines = new ArrayList<>();

    private Sweep() {
        peak = new Peak(threads).flopsPerSecond();
    }

    /** Measures {@code COUNT} (300) shapes of seed {@code SEED} (1); writes the table to {@code FILE} if one is given. */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Sweep sweep = new Sweep();
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            Subject subject = Subject.draw(random);
            sweep.measure(subject);
            System.err.println((i + 1) + "/" + count + " " + subject);
        }
        String table = sweep.table();
        System.out.print(table);
        if (arguments.length > 2) {
            Files.writeString(Path.of(arguments[2]), table);
        }
    }

    private static Model model(Subject subject) {
        Layer classes = Dense.of(2);
        Shape input = Shape.of(subject.size(), subject.size(), 2);
        // A convolution first, so that the subject has an input's gradient and padded channels.
        Layer before = Conv2D.of(subject.channels(), 1).named("before");
        Layer subjectLayer = subject.layer().named("subject");
        return subject.isDense()
                ? Sequential.of(Input.of(1, 1, 2), before, GlobalAveragePooling2D.of(), subjectLayer, classes)
                : Sequential.of(
                        Input.of(input.dimension(0), input.dimension(1), 2), before, subjectLayer,
                        GlobalAveragePooling2D.of(), classes);
    }

    private void measure(Subject subject) {
        try (Model model = model(subject)) {
            model.compile(new SGD(1e-6), new SparseCategoricalCrossentropy());
            StepRate rate = model.measureSteps(subject.batch(), SECONDS, peak);
            double seconds = threads / rate.samplesPerSecond();
            double forward = 0;
            double backward = 0;
            for (Map.Entry<String, Double> part : rate.parts().entrySet()) {
                if (part.getKey().startsWith("subject")) {
                    boolean back = part.getKey().contains("gradient");
                    forward += back ? 0 : part.getValue() * seconds;
                    backward += back ? part.getValue() * seconds : 0;
                }
            }
            add(subject, model, forward, backward);
        }
    }

    private void add(Subject subject, Model model, double forward, double backward) {
        var node = model.nodes().stream()
                .filter(n -> model.layerName(n.layer()).equals("subject")).findFirst().orElseThrow();
        Shape in = model.shape(node.inputs().getFirst());
        long numbers = in.size() + (long) model.shape(node).size();
        double work = subject.multiplies()
                ? 2.0 * node.layer().multiplyAdds(List.of(in))
                : 4.0 * numbers;
        int passes = subject.multiplies() ? 2 : 1;
        lines.add(new Line(subject, "forward", work * threads / forward, work * threads / forward / peak));
        lines.add(new Line(
                subject, "backward", passes * work * threads / backward, passes * work * threads / backward / peak));
    }

    private String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%d threads, multiply-add peak %.0f GFLOP/s.%n%n", threads, peak / 1e9));
        List<Line> multiplying = lines.stream().filter(l -> l.subject().multiplies()).toList();
        List<Line> wide = multiplying.stream().filter(Sweep::isWide).toList();
        text.append(
                String.format(Locale.ROOT,
                        "With 16 and more channels or inputs on both sides: %d of %d passes at 40 %% of"
                                + " the peak or more.%n",
                        wide.stream().filter(l -> l.share() >= 0.4).count(), wide.size()));
        worst(text, "The slowest of these", wide);
        worst(text, "The slowest with fewer", multiplying.stream().filter(l -> !isWide(l)).toList());
        text.append("\n| layer | pass | rate | share of the peak |\n| --- | --- | ---: | ---: |\n");
        lines.forEach(line -> text.append(row(line)));
        return text.toString();
    }

    private static boolean isWide(Line line) {
        int outputs = Integer.parseInt(line.subject().text().replaceAll(".*to (\\d+).*", "$1"));
        return line.subject().channels() >= 16 && outputs >= 16;
    }

    private static void worst(StringBuilder text, String title, List<Line> lines) {
        text.append("\n").append(title)
                .append(":\n\n| layer | pass | rate | share of the peak |\n| --- | --- | ---: | ---: |\n");
        lines.stream().sorted(Comparator.comparingDouble(Line::share)).limit(WORST).forEach(l -> text.append(row(l)));
    }

    private static String row(Line line) {
        return line.subject().multiplies()
                ? String.format(Locale.ROOT, "| %s | %s | %.1f GFLOP/s | %.0f %% |%n", line.subject(), line.pass(),
                        line.rate() / 1e9, 100 * line.share())
                : String.format(Locale.ROOT, "| %s | %s | %.1f GB/s | |%n", line.subject(), line.pass(),
                        line.rate() / 1e9);
    }
}
