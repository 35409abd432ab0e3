/** The {@code fovea} command. */
module io.fovea.app {
    requires info.picocli;
    requires io.fovea;
    requires io.fovea.keras;
    requires io.fovea.onnx;
    requires io.fovea.report;
    requires java.desktop;
    requires tools.jackson.databind;

    opens io.fovea.app to
            info.picocli,
            tools.jackson.databind;
}
