package io.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Activation functions and their gradients as one picture, in rows of five.
 *
 * @param curves that are drawn
 */
record ActivationSheet(List<ActivationCurve> curves) {
    private static final int COLUMNS = 5;
    private static final int GAP = 14;
    private static final int WORDS = 20;
    private static final int WIDTH = ActivationCurve.WIDTH;
    private static final int HEIGHT = ActivationCurve.HEIGHT;
    private static final Color INK = new Color(0x1b2430);
    private static final Color GRID = new Color(0xd5dbe3);
    private static final Color FIRST = new Color(0x1f62c4);
    private static final Color SECOND = new Color(0xb8530a);
    private static final Stroke HAIR = new BasicStroke(1);
    private static final Stroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Stroke DASHES = new BasicStroke(
            2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[]{7, 4}, 0);

    /** The picture; the names are left out where Java finds no fonts. */
    BufferedImage image() {
        BufferedImage sheet = new BufferedImage(
                COLUMNS * (WIDTH + GAP) + GAP,
                Math.ceilDiv(curves.size(), COLUMNS) * (HEIGHT + WORDS + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        boolean words = CurveChart.fontsAreThere();
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < curves.size(); i++) {
                int x = GAP + i % COLUMNS * (WIDTH + GAP);
                int y = GAP + i / COLUMNS * (HEIGHT + WORDS + GAP);
                Graphics2D cell = (Graphics2D) graphics.create(x, y, WIDTH, HEIGHT);
                draw(curves.get(i), cell);
                cell.dispose();
                if (words) {
                    graphics.setColor(INK);
                    graphics.drawString(curves.get(i).name(), x, y + HEIGHT + WORDS - 5);
                }
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    private static void draw(ActivationCurve curve, Graphics2D graphics) {
        graphics.setColor(GRID);
        graphics.setStroke(HAIR);
        graphics.drawRect(0, 0, WIDTH - 1, HEIGHT - 1);
        int zero = (int) Math.round(ActivationCurve.y(0));
        graphics.drawLine(0, zero, WIDTH, zero);
        graphics.drawLine(WIDTH / 2, 0, WIDTH / 2, HEIGHT);
        graphics.setColor(SECOND);
        graphics.setStroke(DASHES);
        graphics.draw(path(curve.slopes()));
        graphics.setColor(FIRST);
        graphics.setStroke(LINE);
        graphics.draw(path(curve.values()));
    }

    private static Shape path(float[] values) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < values.length; i++) {
            double x = (double) i / (values.length - 1) * WIDTH;
            // What is far outside would be as long a line, which takes long to draw.
            double y = Math.clamp(ActivationCurve.y(values[i]), -HEIGHT, 2 * HEIGHT);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        return path;
    }
}
