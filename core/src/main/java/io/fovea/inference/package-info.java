/** Prediction: plans that are kept from call to call, and the samples that they read. */
package io.fovea.inference;
