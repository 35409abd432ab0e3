/** How gradients change the weights. */
package io.fovea.optimizers;
