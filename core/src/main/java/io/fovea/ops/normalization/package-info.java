/** Normalizations of each sample by itself. */
package io.fovea.ops.normalization;
