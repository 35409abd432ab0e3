/**
 * The layers as a user describes them: immutable records that know their shapes and weights and say themselves in
 * operations.
 */
package io.fovea.layers;
