package io.fovea.onnx;

import java.util.Map;

import io.fovea.Model;

/**
 * What an ONNX file holds.
 *
 * @param model ready to predict, and to be compiled and trained
 * @param metadata texts by name, as {@link ExportOptions#metadata} wrote them
 */
public record LoadedOnnx(Model model, Map<String, String> metadata) {}
