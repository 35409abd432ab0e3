/** Metrics: measures of a model's quality. */
package io.fovea.metrics;
