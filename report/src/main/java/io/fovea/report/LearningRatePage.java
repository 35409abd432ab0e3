package io.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

import io.fovea.callbacks.LearningRateFinder;
import io.fovea.files.AtomicFile;

/**
 * What a {@link LearningRateFinder} saw: the loss over the learning rate, on a page that needs nothing but itself, and as a picture.
 *
 * <p>Example: {@code new LearningRatePage(finder.points(), finder.suggestion()).write(html, png)}
 *
 * @param points what each step showed, two or more, with finite losses
 * @param suggestion the rate that is marked; empty: the loss never fell
 */
public record LearningRatePage(List<LearningRateFinder.Point> points, OptionalDouble suggestion) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int ROWS = 12;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Stroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Stroke HAIR = new BasicStroke(1);

    private record Colors(Color ink, Color grid, Color curve, Color mark) {
        static final Colors THEMED =
                new Colors(ThemedSvg.INK, ThemedSvg.GRID, ThemedSvg.FIRST, ThemedSvg.SECOND);
        static final Colors PAPER =
                new Colors(new Color(0x1b2430), new Color(0xd5dbe3), new Color(0x1f62c4), new Color(0xb8530a));
    }

    /** Leaves out losses that are not finite. */
    public LearningRatePage {
        points = points.stream().filter(point -> Double.isFinite(point.loss())).toList();
    }

    /**
     * Writes the page and, where Java finds fonts, the picture; each is replaced once the new one is whole.
     *
     * @return whether there is a picture
     * @throws IOException when a file can't be written; nothing is left behind then
     */
    public boolean write(Path html, Path png) throws IOException {
        boolean drawn = CurveChart.fontsAreThere();
        AtomicFile.write(html, Page.html("Learning rates", "", text() + (drawn ? figure() : "") + table()));
        if (drawn) {
            AtomicFile.write(png, out -> ImageIO.write(picture(), "png", out));
        }
        return drawn;
    }

    private String text() {
        return "<p>The learning rate grew from step to step by the same factor; the curve is the loss, averaged over the steps before. "
                + "It falls where the rate is good, and explodes where that is too high. "
                + (suggestion.isPresent()
                        ? "It falls fastest at <b>" + number(suggestion.getAsDouble()) + "</b>.</p>\n"
                        : "It never fell: look at the data and the model, or try lower rates.</p>\n");
    }

    private String figure() {
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
        graphics.setDefsKeyPrefix("rates");
        graphics.setFontFunction(family -> "inherit");
        graphics.setGeomDoubleConverter(v -> String.format(Locale.ROOT, "%.1f", v));
        chart(Colors.THEMED).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return "<figure>" + ThemedSvg.of(graphics.getSVGElement(), WIDTH, HEIGHT, "The loss over the learning rate")
                + "</figure>\n";
    }

    private BufferedImage picture() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            chart(Colors.PAPER).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private String table() {
        StringBuilder html = new StringBuilder("<table>\n<tr><th>Learning rate</th><th>Loss</th></tr>\n");
        int every = Math.max(1, Math.ceilDiv(points.size(), ROWS));
        for (int i = 0; i < points.size(); i += every) {
            html.append("<tr><td>").append(number(points.get(i).learningRate())).append("</td><td>")
                    .append(String.format(Locale.ROOT, "%.4f", points.get(i).loss())).append("</td></tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, "%.3g", rate);
    }

    private JFreeChart chart(Colors colors) {
        XYSeries curve = new XYSeries("loss");
        points.forEach(point -> curve.add(point.learningRate(), point.loss()));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, colors.curve());
        renderer.setSeriesStroke(0, LINE);
        NumberAxis losses = new NumberAxis("Loss");
        losses.setAutoRangeIncludesZero(false);
        losses.setAutoRangeMinimumSize(0.01);
        LogAxis rates = new LogAxis("Learning rate");
        rates.setTickUnit(new NumberTickUnit(1, NumberFormat.getIntegerInstance(Locale.ROOT)));
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(curve), styled(rates, colors), styled(losses, colors), renderer);
        plot.setBackgroundPaint(null);
        plot.setOutlinePaint(null);
        plot.setDomainGridlinePaint(colors.grid());
        plot.setDomainGridlineStroke(HAIR);
        plot.setRangeGridlinePaint(colors.grid());
        plot.setRangeGridlineStroke(HAIR);
        suggestion.ifPresent(rate -> plot.addDomainMarker(marker(rate, colors)));
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(null);
        return chart;
    }

    private static ValueMarker marker(double rate, Colors colors) {
        ValueMarker marker = new ValueMarker(rate, colors.mark(), LINE);
        marker.setLabel("steepest: " + number(rate));
        marker.setLabelFont(FONT);
        marker.setLabelPaint(colors.ink());
        marker.setLabelBackgroundColor(ThemedSvg.NONE);
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        return marker;
    }

    private static ValueAxis styled(ValueAxis axis, Colors colors) {
        axis.setLabelFont(FONT);
        axis.setLabelPaint(colors.ink());
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(colors.ink());
        axis.setAxisLinePaint(colors.ink());
        axis.setTickMarkPaint(colors.ink());
        return axis;
    }
}
