/** How fast this machine trains: its peak, the kernels against it, and whole training steps. */
package io.fovea.benchmark;
