/**
 * The layers as a user describes them: immutable records that know their shapes and weights and lower to operations.
 */
package io.fovea.layers;
