package io.fovea.keras;

import java.util.List;
import java.util.Optional;

import io.fovea.Model;

/**
 * A model from a file.
 *
 * @param model compiled as it was saved, with the optimizer's state, unless {@code notCompiled} says why not
 * @param notes what Fovea noted in the file; none in one that Keras wrote
 * @param notCompiled which of the file's losses, metrics or optimizer isn't supported; empty: the model is compiled, or was not in the file
 * @param remarks what was read as something else than it is in the file, a line each: layers that compute in another type
 * @param warnings weights that are NaN or infinite, one sentence each
 */
public record LoadedModel(
        Model model, ModelNotes notes, Optional<String> notCompiled, List<String> remarks, List<String> warnings) {
    /** Keeps copies of the lists. */
    public LoadedModel {
        remarks = List.copyOf(remarks);
        warnings = List.copyOf(warnings);
    }
}
