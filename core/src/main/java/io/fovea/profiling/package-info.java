/** Timing of training steps on made-up data, and the peak of the processor that they are compared with. */
package io.fovea.profiling;
