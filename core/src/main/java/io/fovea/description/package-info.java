/**
 * What the descriptions have in common: the immutable records of layers, optimizers, losses and options. Not exported: the
 * vocabulary of range checks, and the annotation that generates a copy builder.
 */
package io.fovea.description;
