package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.Model;
import io.fovea.data.ByteSamples;
import io.fovea.data.ImageFiles;
import io.fovea.data.ImageOptions;
import io.fovea.report.ClassicKernel;
import io.fovea.report.FilterPage;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** {@code fovea filters}: what filters see in a picture. */
@Command(name = "filters", sortOptions = false,
        description = "Shows what classic filters, or the first layer of a model, see in a picture.")
final class FiltersCommand implements Callable<Integer> {
    private static final int LONGEST_SIDE = 256;
    private static final int SHORTEST_SIDE = 5;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "edges|blur|sharpen|emboss|MODEL",
            description = "A group of classic filters, a .keras, .h5 or .onnx file or the folder of a run.")
    private String filters = "";

    @Parameters(index = "1", paramLabel = "IMAGE",
            description = "The picture; made smaller where a side is longer than 256.")
    private Path image = Path.of("");

    @Option(names = "--out", paramLabel = "DIR",
            description = "The folder of filters.html and filters.png (default: here).")
    private Path out = Path.of("");

    FiltersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(image)) {
            throw new Failure("no such image: " + image);
        }
        Optional<ClassicKernel.Group> group = Arrays.stream(ClassicKernel.Group.values())
                .filter(each -> each.toString().equals(filters))
                .findFirst();
        if (group.isPresent()) {
            write(FilterPage.classic(group.get(), picture()));
            return 0;
        }
        try (Model model = ModelReader.read(Path.of(filters), terminal).model()) {
            PredictionInputs input = PredictionInputs.read(model, List.of(image), ImageOptions.defaults()).getFirst();
            write(FilterPage.model(model, input.inputs().getFirst()));
        }
        return 0;
    }

    private void write(FilterPage page) throws IOException {
        Files.createDirectories(out.toAbsolutePath());
        Path html = out.resolve("filters.html");
        Path png = out.resolve("filters.png");
        page.write(html, png);
        terminal.result(html.toString());
        terminal.result(png.toString());
    }

    /** The picture in grey. */
    private Tensor picture() {
        Shape full = ImageFiles.size(image);
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(full.dimension(0), full.dimension(1)));
        Shape size = Shape.of(
                Math.max(SHORTEST_SIDE, (int) Math.round(full.dimension(0) * scale)),
                Math.max(SHORTEST_SIDE, (int) Math.round(full.dimension(1) * scale)), 1);
        float[] values = new float[size.size()];
        ByteSamples.scaled(ImageFiles.read(image, size), size).read(0, values, 0);
        return new Tensor(1, size, values);
    }
}
