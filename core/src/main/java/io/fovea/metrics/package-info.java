/** Figures that tell how good a model is. */
package io.fovea.metrics;
