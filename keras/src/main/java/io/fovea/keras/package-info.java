/**
 * Keras v3 model files, in and out: the format in which models are kept. A {@code .keras} file is a zip with the architecture
 * ({@code config.json}), the weights and the optimizer's state ({@code model.weights.h5}), and what Fovea notes besides
 * ({@code fovea.json}). {@link io.fovea.keras.KerasFile} saves and loads; the other classes serve it: {@code ConfigReader} and
 * {@code ConfigWriter} convert the architecture, {@code LayerFormats} is the registry of layer classes, {@code KerasGraph}
 * sees models that are used as layers, {@code KerasOrder} orders layers as Keras does, {@code WeightsFile} knows the path of each weight in the HDF5 file, {@code Hdf5Writer} writes such
 * a file. What a file holds and Fovea does not support is refused by name.
 */
package io.fovea.keras;
