/** What a user passes to a training and gets from it: options, callbacks, checkpoints, the history. */
package io.fovea.training;
