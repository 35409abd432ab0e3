/** Losses as the engine sees them: the value and the gradient of one sample. */
package io.fovea.ops.loss;
