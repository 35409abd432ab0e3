/** The training loop, evaluation and prediction, and how a model becomes a graph of operations. */
package io.fovea.train;
