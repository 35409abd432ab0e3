/** How weights are set before the training. */
package io.fovea.initializers;
