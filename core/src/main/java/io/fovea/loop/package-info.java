/** The training loop: epochs, evaluation, checkpoints, and the memory that they take. */
package io.fovea.loop;
