/** Shapes, and numbers in memory. */
package io.fovea.tensor;
