/**
 * The networks that the comparisons run: the tutorial's, and known ones that ask other things of an engine (batch normalization,
 * skip connections, large images). Each has a twin in {@code bench/peers/keras_models.py} with as many weights.
 */
package io.fovea.bench.models;
