/**
 * Keras v3 model files, in and out: the format in which models are kept. A {@code .keras} file is a zip with the architecture
 * ({@code config.json}), the weights and the optimiser's state ({@code model.weights.h5}), and what Fovea notes besides
 * ({@code fovea.json}). {@link io.fovea.keras.KerasFile} saves and loads; all else serves it: {@code ConfigWriter},
 * {@code LayerWriter} and their readers say a model in Keras's terms and back, {@code KerasOrder} counts layers as Keras does,
 * {@code WeightsFile} knows where in the HDF5 file each weight lies, {@code Hdf5Writer} writes such a file. What a file holds
 * and Fovea doesn't have is refused by name, never passed over.
 */
package io.fovea.keras;
