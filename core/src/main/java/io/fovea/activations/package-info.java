/** Activation functions: {@link io.fovea.activations.Activations} has them all. */
package io.fovea.activations;
