/** Charts, images and the HTML report of a run. */
module io.fovea.report {
    requires transitive io.fovea;
    requires java.desktop;
    requires org.jfree.jfreechart;
    requires org.jfree.svg;

    exports io.fovea.report;
}
