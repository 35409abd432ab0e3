/** Shapes and tensors of samples. */
package io.fovea.tensor;
