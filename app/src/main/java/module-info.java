/** The {@code fovea} command. */
module io.fovea.app {
    requires info.picocli;
    requires io.fovea;
    requires io.fovea.keras;
    requires io.fovea.report;
    requires me.tongfei.progressbar;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires ch.qos.logback.classic;

    opens io.fovea.app to
            info.picocli,
            tools.jackson.databind;
}
