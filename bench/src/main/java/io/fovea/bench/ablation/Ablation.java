package io.fovea.bench.ablation;

import static io.fovea.TestTimeAugmentation.Mean.GEOMETRIC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.TestTimeAugmentation;
import io.fovea.benchmark.Processor;
import io.fovea.data.Cifar10;
import io.fovea.data.Dataset;
import io.fovea.data.TrainTest;
import io.fovea.files.AtomicFile;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.models.CifarRecipe;
import io.fovea.training.NonFiniteLossException;

/**
 * Trains {@link CifarRecipe#FAST94} on CIFAR-10 whole and without each of its ingredients: {@code Ablation [SEEDS [OUT]]}.
 *
 * <p>A training takes minutes, so each appends its row to {@code OUT/PROCESSOR/fast94-ablation.csv} when it is done, and rows that are
 * there are not trained again: kill it and start it again. After each row the table {@code fast94-ablation.md} is written beside it.
 */
public final class Ablation {
    private static final String DEFAULT_OUT = "bench/target/results";

    private final List<Variant> variants;
    private final TrainTest data;
    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    /**
     * An ablation that goes on where {@code file} ends.
     *
     * @param file of the rows; need not exist
     */
    Ablation(List<Variant> variants, TrainTest data, Path file) throws IOException {
        this.variants = variants;
        this.data = data;
        this.file = file;
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().skip(1).map(Row::parse).forEach(rows::add);
        }
    }

    /** Trains with the seeds 1 to {@code SEEDS} (3); results go below the folder {@code OUT} (bench/target/results). */
    public static void main(String[] arguments) throws IOException {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Path out = Path.of(arguments.length > 1 ? arguments[1] : DEFAULT_OUT);
        Path file = out.resolve(Processor.ofThisMachine().folder()).resolve("fast94-ablation.csv").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Ablation ablation = new Ablation(Variant.of(CifarRecipe.FAST94), Cifar10.load(), file);
        ablation.run(seeds);
        System.out.print(ablation.table());
    }

    /** Trains what has no row yet: all variants with the first seed, then with the second, so that a table is there early. */
    void run(int seeds) throws IOException {
        for (long seed = 1; seed <= seeds; seed++) {
            for (Variant variant : variants) {
                long s = seed;
                if (rows.stream().noneMatch(row -> row.is(variant, s))) {
                    add(row(variant, seed));
                }
            }
        }
    }

    private void add(Row row) throws IOException {
        rows.add(row);
        StringBuilder lines = new StringBuilder(Row.HEADER).append('\n');
        rows.forEach(each -> lines.append(each.line()).append('\n'));
        AtomicFile.write(file, lines.toString());
        AtomicFile.write(
                file.resolveSibling(String.valueOf(file.getFileName()).replace(".csv", ".md")), table());
        System.err.println(row.line());
    }

    private Row row(Variant variant, long seed) {
        CifarRecipe recipe = variant.recipe();
        try (Model model = recipe.compiled(data.train(), seed)) {
            long begin = System.nanoTime();
            model.fit(recipe.targets(data.train()), recipe.fitOptions(seed));
            double seconds = (System.nanoTime() - begin) / 1e9;
            Dataset test = recipe.targets(data.test());
            String accuracy = new CategoricalAccuracy().name();
            return new Row(
                    variant.name(), seed, seconds, model.evaluate(test).get(accuracy),
                    model.evaluate(test, TestTimeAugmentation.flips().mean(GEOMETRIC)).get(accuracy),
                    model.evaluate(test, recipe.views()).get(accuracy));
        } catch (NonFiniteLossException e) {
            System.err.println(variant.name() + ", seed " + seed + ": " + e.getMessage());
            return Row.diverged(variant.name(), seed);
        }
    }

    /** The table with the processor in its first line. */
    String table() {
        return Processor.ofThisMachine().line(Runtime.getRuntime().availableProcessors())
                + "\n\n# What each ingredient of fast94 brings\n\n"
                + "Accuracy on the test images of CIFAR-10, means over the seeds; views are averaged as probabilities, geometrically.\n"
                + "`io.fovea.bench.ablation.Ablation`\n\n" + new AblationTable(rows).markdown();
    }
}
