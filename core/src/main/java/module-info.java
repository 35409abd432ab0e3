/**
 * Models, layers, training, data sets.
 *
 * <p>{@code io.fovea.custom} is what layers, losses and optimizers of one's own are written with. Memory, kernels and
 * operations are not exported: no caller can read or write outside the engine's buffers.
 */
module io.fovea {
    requires transitive java.desktop;
    requires jdk.incubator.vector;
    requires jdk.management;
    requires static io.soabase.recordbuilder.core;
    requires static java.compiler;

    exports io.fovea;
    exports io.fovea.activations;
    exports io.fovea.benchmark;
    exports io.fovea.callbacks;
    exports io.fovea.constraints;
    exports io.fovea.custom;
    exports io.fovea.data;
    exports io.fovea.files;
    exports io.fovea.initializers;
    exports io.fovea.layers;
    exports io.fovea.losses;
    exports io.fovea.metrics;
    exports io.fovea.models;
    exports io.fovea.optimizers;
    exports io.fovea.regularizers;
    exports io.fovea.tensor;
    exports io.fovea.training;
}
