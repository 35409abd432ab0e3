package io.fovea.keras;

import java.util.Optional;

import io.fovea.Model;

/**
 * A model from a file.
 *
 * @param model compiled as it was saved, with the optimiser's state, unless {@code notCompiled} says why not
 * @param notes what Fovea noted in the file; none in one that Keras wrote
 * @param notCompiled what of the file's loss, metrics or optimiser isn't known here; empty: nothing, or it had none
 */
public record LoadedModel(Model model, ModelNotes notes, Optional<String> notCompiled) {}
