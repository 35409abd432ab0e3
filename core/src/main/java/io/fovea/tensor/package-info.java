/**
 * Numbers in memory and their shapes: what goes into a model and what comes out of it. All arrays are row-major, with
 * channels last: {@code [n, h, w, c]}.
 */
package io.fovea.tensor;
