/**
 * Models, layers, training, data sets.
 *
 * <p>{@code io.fovea.ops}, {@code io.fovea.kernels} and {@code io.fovea.runtime} are what layers of one's own are written
 * with; who only uses layers needs none of them.
 */
module io.fovea {
    requires transitive java.desktop;
    requires jdk.incubator.vector;
    requires jdk.management;

    exports io.fovea;
    exports io.fovea.activations;
    exports io.fovea.benchmark;
    exports io.fovea.callbacks;
    exports io.fovea.data;
    exports io.fovea.files;
    exports io.fovea.initializers;
    exports io.fovea.kernels;
    exports io.fovea.layers;
    exports io.fovea.losses;
    exports io.fovea.metrics;
    exports io.fovea.ops;
    exports io.fovea.ops.loss;
    exports io.fovea.ops.update;
    exports io.fovea.optimizers;
    exports io.fovea.runtime;
    exports io.fovea.tensor;
    exports io.fovea.training;
}
