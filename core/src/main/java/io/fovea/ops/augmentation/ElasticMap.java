package io.fovea.ops.augmentation;

/**
 * Random shifts of each pixel, smoothed so that neighbors are shifted alike (Simard et al., Best Practices for Convolutional Neural
 * Networks, 2003). Of a drawn strength s, the smoothing's deviation is {@code 0.05 s} of the shorter side, and so is that of the shifts
 * before it; the smoothed ones are multiplied by {@code 0.1 s} times the longer side.
 *
 * @param probability drawn first, that it happens
 * @param strength within [0, 1]
 */
public record ElasticMap(Interval probability, Interval strength) implements PlaceMap {
    private static final double SIGMA = 0.05;
    private static final double ALPHA = 0.1;

    @Override
    public Places places(ImageSize size) {
        return new Drawn(this, size);
    }

    private static final class Drawn implements Places {
        private final ElasticMap map;
        private final ImageSize plane;
        private final float[] across;
        private final float[] down;
        private final float[] half;
        private final float[][] curves;

        Drawn(ElasticMap map, ImageSize size) {
            this.map = map;
            plane = new ImageSize(size.height(), size.width(), 1);
            across = new float[plane.floats()];
            down = new float[plane.floats()];
            half = new float[plane.floats()];
            curves = new float[1 + (int) sigma(map.strength.high())][];
            for (int i = 0; i < curves.length; i++) {
                curves[i] = new float[6 * i + 1];
            }
        }

        private double sigma(double drawn) {
            return SIGMA * drawn * Math.min(plane.height(), plane.width());
        }

        @Override
        public void draw(Draw draw) {
            boolean happens = draw.happens(map.probability);
            double drawn = draw.uniform(map.strength);
            double sigma = happens ? sigma(drawn) : 0;
            double alpha = ALPHA * drawn * Math.max(plane.height(), plane.width());
            shift(draw, across, sigma, alpha);
            shift(draw, down, sigma, alpha);
        }

        private void shift(Draw draw, float[] shifts, double sigma, double alpha) {
            for (int i = 0; i < shifts.length; i++) {
                shifts[i] = (float) (draw.normal() * sigma * alpha);
            }
            if (sigma > 0) {
                float[] curve = curves[(int) sigma];
                Blur.curve(curve, sigma);
                Blur.along(shifts, half, curve, 1, plane.width(), plane);
                Blur.along(half, shifts, curve, plane.width(), plane.height(), plane);
            }
        }

        @Override
        public void row(int row, float[] x, float[] y) {
            for (int c = 0; c < plane.width(); c++) {
                x[c] = c + across[plane.at(row, c)];
                y[c] = row + down[plane.at(row, c)];
            }
        }
    }
}
