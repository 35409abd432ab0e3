package io.fovea.onnx;

import java.io.IOException;
import java.nio.file.Path;

import io.fovea.Model;
import io.fovea.files.AtomicFile;

public final class OnnxFile {
    public static void save(Model model, Path file) throws IOException { save(model, file, ExportOptions.defaults()); }
    public static void save(Model model, Path file, ExportOptions options) throws IOException {
        byte[] bytes = ModelExport.write(model, options).toByteArray();
        AtomicFile.write(file, out -> out.write(bytes));
    }
}
