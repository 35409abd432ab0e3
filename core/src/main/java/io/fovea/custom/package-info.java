/**
 * What layers, losses and optimizers outside Fovea are written with: plain loops over checked views of the engine's memory.
 */
package io.fovea.custom;
