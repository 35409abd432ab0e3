/** Optimizers as the engine sees them: an update of a block of weights. */
package io.fovea.ops.update;
