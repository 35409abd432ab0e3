/** Penalties on weights that are added to the loss, as Keras names them. */
package io.fovea.regularizers;
