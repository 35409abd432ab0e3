/** Images of another size, by interpolation. */
package io.fovea.ops.resampling;
