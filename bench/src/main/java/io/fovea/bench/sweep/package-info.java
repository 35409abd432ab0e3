/** Random shapes of layers, to find those that the engine is slow at. */
package io.fovea.bench.sweep;
