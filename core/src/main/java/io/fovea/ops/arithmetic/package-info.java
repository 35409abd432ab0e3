/** Operations that tensor functions are made of: arithmetic with broadcasting, sums, rearrangements. */
package io.fovea.ops.arithmetic;
