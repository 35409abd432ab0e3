package io.fovea.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.files.AtomicFile;

/**
 * A page with the curve and the gradient of every activation function, which needs nothing but itself. The numbers are Fovea's own.
 *
 * <p>Example: {@code ActivationPage.write(Path.of("activations.html"))}
 */
public final class ActivationPage {
    private ActivationPage() {}

    /**
     * Writes the page. A file that is there already is replaced once the new one is whole.
     *
     * @throws IOException when it can't be written; nothing is left behind then
     */
    public static void write(Path html) throws IOException {
        List<ActivationFunction> functions = Arrays.stream(Kind.values()).map(Kind::withDefault).toList();
        AtomicFile.write(html, Page.html("Activation functions", "", ActivationCurve.figures(functions)));
    }
}
