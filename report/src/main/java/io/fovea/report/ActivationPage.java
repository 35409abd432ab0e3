package io.fovea.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.files.AtomicFile;

/**
 * A page with the curve and the gradient of every activation function, which needs nothing but itself. The numbers are Fovea's own.
 *
 * <p>Example: {@code ActivationPage.write(Path.of("activations.html"), Path.of("activations.png"))}
 */
public final class ActivationPage {
    private ActivationPage() {}

    /**
     * Writes the page, and the same as one picture. Files that are there already are replaced, each once the new one is whole.
     *
     * @throws IOException when a file can't be written; nothing is left behind then
     */
    public static void write(Path html, Path png) throws IOException {
        List<ActivationCurve> curves =
                Arrays.stream(Kind.values()).map(Kind::withDefault).map(ActivationCurve::of).toList();
        AtomicFile.write(html, Page.html("Activation functions", "", ActivationCurve.figuresOf(curves)));
        AtomicFile.write(png, out -> ImageIO.write(new ActivationSheet(curves).image(), "png", out));
    }
}
