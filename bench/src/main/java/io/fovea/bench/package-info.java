/** Benchmarks under JMH: the kernels one by one, and the training step. */
package io.fovea.bench;
