package io.fovea.onnx;

import java.util.List;
import java.util.Map;

import io.fovea.Model;

/**
 * What an ONNX file holds.
 *
 * @param model ready to predict, and to be compiled and trained
 * @param metadata texts by name, as {@link ExportOptions#metadata} wrote them
 * @param warnings weights that are NaN or infinite, one sentence each
 */
public record LoadedOnnx(Model model, Map<String, String> metadata, List<String> warnings) {
    /** Keeps a copy of the warnings. */
    public LoadedOnnx {
        warnings = List.copyOf(warnings);
    }
}
