/** Models, layers, training, data sets; inside, the plan and the kernels. */
module io.fovea {
    requires java.desktop;
    requires jdk.incubator.vector;

    exports io.fovea.data;
    exports io.fovea.tensor;
}
