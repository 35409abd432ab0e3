/** The convolution and the ways to compute it. */
package io.fovea.ops.convolution;
