/**
 * Operations: how values become others and how gradients go back. They ask the plan for memory and call kernels;
 * they know no layer.
 */
package io.fovea.ops;
