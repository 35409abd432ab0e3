package io.fovea.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page: its style, its header and its sections, as text that both HTML and XML parsers read. */
final class Page {
    private Page() {}

    static String of(RunData run) {
        ConfusionMatrix matrix = ConfusionMatrix.of(run.truth(), run.predicted(), run.classNames());
        List<Section> sections = List.of(
                new ConclusionsSection(Conclusions.of(run.history(), matrix, run.part(), run.views())),
                new CurvesSection(run.history()),
                new MatrixSection(matrix, run.part()),
                new ClassesSection(matrix, run.part()),
                new MistakesSection(run),
                new FiltersSection(run.model()),
                new MapsSection(run),
                new ActivationsSection(run.model()),
                new SamplesSection(run),
                new SummarySection(run.model().summary()),
                new ProvenanceSection(run.provenance()));
        StringBuilder body = new StringBuilder();
        for (Section section : sections) {
            String content = section.body();
            if (!content.isEmpty()) {
                body.append("<section>\n<h2>").append(Html.escape(section.heading())).append("</h2>\n").append(content)
                        .append("</section>\n");
            }
        }
        return html(run.title(), new KeyFigures(run, matrix).html(), body.toString());
    }

    /** A page that needs nothing but itself. */
    static String html(String title, String header, String body) {
        // The policy forbids everything that is not in this file, should a part of it ever ask for more.
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
                img-src data:; base-uri 'none'; form-action 'none'"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%1$s – Fovea</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <header>
                <p class="brand">Fovea</p>
                <h1>%1$s</h1>
                %3$s</header>
                <main>
                %4$s</main>
                </body>
                </html>
                """
                .formatted(Html.escape(title), style(), header, body);
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException(
                        "report.css is missing beside " + Page.class.getName() + ": build it again");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
