package io.fovea.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

import picocli.CommandLine.Command;

import io.fovea.Model;
import io.fovea.keras.KerasFile;
import io.fovea.keras.ModelNotes;
import io.fovea.tensor.Shape;

/**
 * {@code fovea record-classes}: runs what a typical start of the command runs. The launcher calls it after a build, while Java
 * records the classes that are loaded into a class data sharing (CDS) archive.
 */
@Command(name = "record-classes", hidden = true,
        description = "Runs what a typical start runs, so that Java can archive the classes.")
final class RecordClassesCommand implements Callable<Integer> {
    private static final Shape IMAGE = Shape.of(8, 8, 3);

    private final Terminal terminal;

    RecordClassesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("fovea-classes-");
        Path file = folder.resolve("model.keras");
        Path image = folder.resolve("image.png");
        try {
            try (Model model = TutorialModel.of(IMAGE, 2)) {
                KerasFile.save(model, file, new ModelNotes(List.of("cat", "dog"), Map.of()));
            }
            // Larger than the model's, so that it is resized.
            ImageIO.write(new BufferedImage(11, 10, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
            PrintWriter nowhere = terminal.quiet().out();
            int code = 0;
            for (List<String> words : List.of(
                    List.of("--help"), List.of("summary", file.toString()),
                    List.of("predict", file.toString(), image.toString()))) {
                code = Math.max(code, Fovea.run(nowhere, terminal.err(), words.toArray(String[]::new)));
            }
            return code;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(image);
            Files.delete(folder);
        }
    }
}
