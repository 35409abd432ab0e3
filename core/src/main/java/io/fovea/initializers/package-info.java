/** Initializers: the values of weights before the first step. */
package io.fovea.initializers;
