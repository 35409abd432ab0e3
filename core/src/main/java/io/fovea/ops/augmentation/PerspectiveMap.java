package io.fovea.ops.augmentation;

/**
 * A random change of perspective: each corner of the image moves by a part of its column and of its row, so that the first one, where
 * both are 0, stays. The map of four points to four points is Heckbert's (Fundamentals of Texture Mapping and Image Warping, 1989).
 *
 * @param probability drawn first, that it happens
 * @param shift what is drawn for the column and the row of each corner
 */
public record PerspectiveMap(Interval probability, Interval shift) implements PlaceMap {
    @Override
    public Places places(ImageSize size) {
        return new Drawn(this, size);
    }

    /** {@code x' = columns x / w}, {@code y' = rows y / w} with {@code w = 1 + slope x + fall y}, x being the column. */
    static final class Drawn implements Places {
        private final PerspectiveMap map;
        private final ImageSize size;
        private final double[] corners = new double[8];
        private float columns;
        private float rows;
        private float slope;
        private float fall;

        Drawn(PerspectiveMap map, ImageSize size) {
            this.map = map;
            this.size = size;
        }

        @Override
        public void draw(Draw draw) {
            boolean happens = draw.happens(map.probability);
            for (int i = 0; i < corners.length; i++) {
                corners[i] = draw.uniform(map.shift);
            }
            if (happens) {
                move(corners);
            } else {
                stay();
            }
        }

        private void stay() {
            columns = 1;
            rows = 1;
            slope = 0;
            fall = 0;
        }

        /** @param shifts of column and row of the corners: the first row's two, then the last row's */
        void move(double[] shifts) {
            double right = 1 + shifts[2];
            double bottom = 1 + shifts[5];
            double x = 1 + shifts[6];
            double y = 1 + shifts[7];
            double area = x * bottom + right * y - right * bottom;
            columns = (float) (area / (right * x * bottom));
            rows = (float) (area / (bottom * right * y));
            slope = (float) ((y - bottom) / (x * bottom) / Math.max(1, size.width() - 1));
            fall = (float) ((x - right) / (right * y) / Math.max(1, size.height() - 1));
        }

        /** Keras's eight numbers without the four that are 0. */
        float[] numbers() {
            return new float[]{columns, rows, slope, fall};
        }

        @Override
        public void row(int row, float[] x, float[] y) {
            for (int c = 0; c < size.width(); c++) {
                float w = 1 + slope * c + fall * row;
                x[c] = place(columns * c, w, size.width());
                y[c] = place(rows * row, w, size.height());
            }
        }

        /** What is far outside is all the same. */
        private static float place(float at, float w, int length) {
            return w == 0 ? -2 : Math.min(Math.max(at / w, -2), length + 1);
        }
    }
}
