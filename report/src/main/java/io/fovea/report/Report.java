package io.fovea.report;

import java.io.IOException;
import java.nio.file.Path;

import io.fovea.files.AtomicFile;

/**
 * The report of a run: one HTML file that needs nothing else, neither network nor other files, and can be sent to
 * somebody. It follows the reader's choice of light or dark, fits a phone and can be printed.
 *
 * <p>Example: {@code Report.write(run, Path.of("report.html"))}
 */
public final class Report {
    private Report() {}

    /**
     * Writes the report. A file that is there already is replaced once the new one is whole.
     *
     * @param run what it tells of
     * @param html the file, in a folder that exists
     * @throws IOException when the file can't be written; nothing is left behind then
     * @throws IllegalArgumentException when a label of the test samples has no class
     */
    public static void write(RunData run, Path html) throws IOException {
        String page = Page.of(run);
        AtomicFile.write(html, page);
    }
}
