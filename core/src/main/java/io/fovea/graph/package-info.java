/** A model as a graph: its nodes in order with their shapes, and their operations and weights. */
package io.fovea.graph;
