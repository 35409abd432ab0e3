/**
 * What a user holds: {@link io.fovea.Model} made as {@link io.fovea.Sequential} or {@link io.fovea.Graph}, how to
 * train it, and what came of it.
 */
package io.fovea;
