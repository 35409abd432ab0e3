package io.fovea.bench.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.Model;
import io.fovea.bench.models.Models;
import io.fovea.benchmark.Peak;
import io.fovea.benchmark.Processor;
import io.fovea.benchmark.StepProfile;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;

/**
 * Prints where the time of a step goes, work by work: {@code train|infer MODEL BATCH [SECONDS [FILE or FOLDER]]}. Another vector width
 * than the machine's widest is measured with {@code -Dfovea.vector.bits=256}.
 */
public final class Stages {
    private Stages() {}

    /**
     * Measures.
     *
     * @param args {@code train} or {@code infer}; a model's name; samples of a step; seconds to measure, after as many of warm-up (10);
     *     where the table is written besides
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 3 || !args[0].equals("train") && !args[0].equals("infer")) {
            System.err.println(
                    "usage: Stages train|infer MODEL BATCH [SECONDS [FILE or FOLDER]]; models: " + Models.names());
            System.exit(2);
        }
        int batch = Integer.parseInt(args[2]);
        double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 10;
        Processor processor = Processor.ofThisMachine();
        try (Model model = Models.create(args[1])) {
            double peak = new Peak(model.threads()).flopsPerSecond();
            StepProfile profile;
            if (args[0].equals("train")) {
                model.compile(new Adam(), new SparseCategoricalCrossentropy());
                profile = model.profileSteps(batch, seconds);
            } else {
                profile = model.profileInference(batch, seconds);
            }
            // Once more: a measurement that another program disturbed must not lower the peak.
            peak = Math.max(peak, new Peak(model.threads()).flopsPerSecond());
            String name = args[0] + " " + args[1] + " batch " + batch;
            String text =
                    processor.line(model.threads()) + "\n\n# Stages of " + name + "\n\n" + StageTable.of(profile, peak);
            System.out.print(text);
            if (args.length > 4) {
                Path file = processor.resultFile(Path.of(args[4]), "stages-" + name.replace(' ', '-'), "md")
                        .toAbsolutePath();
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
        }
    }
}
