package io.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/**
 * One quantity over the epochs, of the training data and of the validation data, with the best epoch marked.
 *
 * @param quantity what the curves show: {@code Accuracy}
 * @param training a value for each epoch; NaN where there is none
 * @param validation the same; empty: there was no validation
 * @param best the index of the epoch to mark
 * @param falling whether the curves of a good training fall: its mark has room above them then, else below
 */
record CurveChart(
        String quantity, double[] training, double[] validation, Optional<Integer> best, boolean falling) {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Stroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    // Dashes tell the curves apart where colours don't: on paper, to the colour-blind.
    private static final Stroke DASHES = new BasicStroke(
            2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[]{7, 4}, 0);
    private static final Stroke HAIR = new BasicStroke(1);

    /** The chart as an SVG element; empty where Java finds no fonts to measure its words with. */
    Optional<String> svg() {
        if (!fontsAreThere()) {
            return Optional.empty();
        }
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
        graphics.setDefsKeyPrefix(quantity.toLowerCase(Locale.ROOT));
        graphics.setFontFunction(family -> "inherit");
        graphics.setGeomDoubleConverter(v -> String.format(Locale.ROOT, "%.1f", v));
        chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return Optional.of(ThemedSvg.of(graphics.getSVGElement(), WIDTH, HEIGHT, description()));
    }

    /** Whether Java can draw words. */
    static boolean fontsAreThere() {
        Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return probe.getFontMetrics(FONT).stringWidth("0") > 0;
        } catch (InternalError | LinkageError | RuntimeException e) {
            // What Java throws on a machine without fontconfig depends on its version.
            return false;
        } finally {
            probe.dispose();
        }
    }

    private String description() {
        String marked = best.map(b -> String.format(
                Locale.ROOT, " Validation is best at epoch %d with %.3f.", b + 1, validation[b])).orElse("");
        return String.format(
                Locale.ROOT, "%s over %d epochs: training from %s to %s%s.%s", quantity, training.length,
                Html.number(training[0]), Html.number(training[training.length - 1]),
                validation.length == 0
                        ? ""
                        : ", validation from " + Html.number(validation[0]) + " to "
                                + Html.number(validation[validation.length - 1]),
                marked);
    }

    private JFreeChart chart() {
        XYSeriesCollection series = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        addCurve(series, renderer, "training", training, ThemedSvg.FIRST, LINE);
        if (validation.length > 0) {
            addCurve(series, renderer, "validation", validation, ThemedSvg.SECOND, DASHES);
        }
        NumberAxis epochs = axis("Epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        epochs.setRange(0.5, training.length + 0.5);
        NumberAxis values = axis(quantity);
        values.setAutoRangeIncludesZero(false);
        // A single value has no range of its own, and ticks need one.
        values.setAutoRangeMinimumSize(0.01);
        XYPlot plot = new XYPlot(series, epochs, values, renderer);
        plot.setBackgroundPaint(null);
        plot.setOutlinePaint(null);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(ThemedSvg.GRID);
        plot.setRangeGridlineStroke(HAIR);
        best.ifPresent(b -> plot.addDomainMarker(marker(b + 1)));
        JFreeChart chart = new JFreeChart(null, FONT, plot, true);
        chart.setBackgroundPaint(null);
        chart.getLegend().setPosition(RectangleEdge.TOP);
        chart.getLegend().setItemFont(FONT);
        chart.getLegend().setItemPaint(ThemedSvg.INK);
        chart.getLegend().setBackgroundPaint(null);
        chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 4, 2, 16));
        chart.getLegend().setFrame(BlockBorder.NONE);
        return chart;
    }

    private static void addCurve(
            XYSeriesCollection all, XYLineAndShapeRenderer renderer, String name, double[] values, Color colour,
            Stroke stroke) {
        XYSeries curve = new XYSeries(name);
        for (int i = 0; i < values.length; i++) {
            curve.add(i + 1, values[i]);
        }
        int index = all.getSeriesCount();
        all.addSeries(curve);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesStroke(index, stroke);
        renderer.setSeriesShape(index, new Ellipse2D.Double(-3, -3, 6, 6));
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(FONT);
        axis.setLabelPaint(ThemedSvg.INK);
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(ThemedSvg.INK);
        axis.setAxisLinePaint(ThemedSvg.INK);
        axis.setTickMarkPaint(ThemedSvg.INK);
        return axis;
    }

    private ValueMarker marker(int epoch) {
        ValueMarker marker = new ValueMarker(epoch, ThemedSvg.INK, HAIR);
        marker.setLabel("best: epoch " + epoch);
        marker.setLabelFont(FONT);
        marker.setLabelPaint(ThemedSvg.INK);
        marker.setLabelBackgroundColor(ThemedSvg.NONE);
        // Words on the side where there is room for them.
        boolean right = epoch <= (training.length + 1) / 2;
        if (falling) {
            marker.setLabelAnchor(right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(right ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
        } else {
            marker.setLabelAnchor(right ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT);
            marker.setLabelTextAnchor(right ? TextAnchor.BOTTOM_LEFT : TextAnchor.BOTTOM_RIGHT);
        }
        return marker;
    }
}
