/** Keras v3 model files, in and out: the format in which models are kept. */
package io.fovea.keras;
