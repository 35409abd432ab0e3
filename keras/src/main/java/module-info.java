/** Keras v3 model files, in and out. */
module io.fovea.keras {
    requires transitive io.fovea;
    requires io.jhdf;
    requires tools.jackson.databind;

    exports io.fovea.keras;
}
