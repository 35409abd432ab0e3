/** Optimizers: they turn gradients into changes of the weights. */
package io.fovea.optimizers;
