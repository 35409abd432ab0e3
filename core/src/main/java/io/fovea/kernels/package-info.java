/**
 * The innermost loops, as static shapes over addresses and strides. They know no layer and no plan. Each is an
 * interface with two implementations that agree to the last bit: plain loops, and vectors.
 */
package io.fovea.kernels;
