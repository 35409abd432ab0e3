package io.fovea.ops.augmentation;

/**
 * A random affine map from places of the changed image to places of the image: six numbers, {@code x' = a x + b y + c} and {@code y' =
 * d x + e y + f}, x being the column.
 */
public sealed interface AffineMap extends PlaceMap {
    /** Draws the map of an image. */
    void draw(Draw draw, ImageSize size, float[] map);

    @Override
    default Places places(ImageSize size) {
        return new Drawn(this, size, new float[6]);
    }

    /** The places of an image's pixels. */
    record Drawn(AffineMap map, ImageSize size, float[] numbers) implements Places {
        @Override
        public void draw(Draw draw) {
            map.draw(draw, size, numbers);
        }

        @Override
        public void row(int row, float[] x, float[] y) {
            for (int c = 0; c < size.width(); c++) {
                x[c] = numbers[0] * c + numbers[1] * row + numbers[2];
                y[c] = numbers[3] * c + numbers[4] * row + numbers[5];
            }
        }
    }

    /**
     * A shift.
     *
     * @param rows down, in heights of the image
     * @param columns to the right, in widths of the image
     */
    record Translation(Interval rows, Interval columns) implements AffineMap {
        @Override
        public void draw(Draw draw, ImageSize size, float[] map) {
            float down = (float) draw.uniform(rows) * size.height();
            float right = (float) draw.uniform(columns) * size.width();
            set(map, 1, 0, -right, 0, 1, -down);
        }
    }

    /** A rotation about the middle by an angle in whole turns. */
    record Rotation(Interval turns) implements AffineMap {
        @Override
        public void draw(Draw draw, ImageSize size, float[] map) {
            double angle = draw.uniform(turns);
            double cos = Turn.cos(angle);
            double sin = Turn.sin(angle);
            double x = 0.5 * (size.width() - 1);
            double y = 0.5 * (size.height() - 1);
            set(map, cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos);
        }
    }

    /**
     * A change of size about the middle: 0.2 shows 1.2 times as much of the image, smaller; -0.2 less of it, larger.
     *
     * @param rows of the height
     * @param columns of the width
     * @param together whether the width's is the height's
     */
    record Zoom(Interval rows, Interval columns, boolean together) implements AffineMap {
        @Override
        public void draw(Draw draw, ImageSize size, float[] map) {
            double tall = 1 + draw.uniform(rows);
            double wide = together ? tall : 1 + draw.uniform(columns);
            set(map, wide, 0, (size.width() - 1) / 2.0 * (1 - wide), 0, tall, (size.height() - 1) / 2.0 * (1 - tall));
        }
    }

    /**
     * A slant, to either side.
     *
     * @param x columns that a row is shifted for each row above it
     * @param y rows that a column is shifted for each column left of it
     */
    record Shear(Interval x, Interval y) implements AffineMap {
        @Override
        public void draw(Draw draw, ImageSize size, float[] map) {
            int sign = draw.sign();
            double down = draw.uniform(y);
            double right = draw.uniform(x);
            set(map, 1, sign * right, 0, sign * down, 1, 0);
        }
    }

    private static void set(float[] map, double a, double b, double c, double d, double e, double f) {
        map[0] = (float) a;
        map[1] = (float) b;
        map[2] = (float) c;
        map[3] = (float) d;
        map[4] = (float) e;
        map[5] = (float) f;
    }
}
