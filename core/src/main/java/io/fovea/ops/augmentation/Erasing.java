package io.fovea.ops.augmentation;

import java.util.List;
import java.util.Optional;

/**
 * Puts a rectangle of a constant color or of noise over an image (Zhong et al., arXiv:1708.04896).
 *
 * @param probability drawn first, that it happens
 * @param area of the image that height and width are each drawn from, as the square root
 * @param fill one number or one for each channel; none: normal noise, multiplied by the upper end of the values
 * @param values what the filling is kept in
 */
public record Erasing(Interval probability, Interval area, List<Double> fill, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        float[] color = color(from.channels());
        Rectangle rectangle = new Rectangle();
        return (x, y, draw) -> {
            System.arraycopy(x, 0, y, 0, x.length);
            if (place(draw, from, rectangle)) {
                for (int r = rectangle.top; r < rectangle.bottom; r++) {
                    fill(y, from.at(r, rectangle.left), from.at(r, rectangle.right), color, draw);
                }
            }
        };
    }

    private float[] color(int channels) {
        float[] color = new float[fill.isEmpty() ? 0 : channels];
        for (int k = 0; k < color.length; k++) {
            color[k] = values.clip(fill.get(Math.min(k, fill.size() - 1)).floatValue());
        }
        return color;
    }

    private void fill(float[] y, int begin, int end, float[] color, Draw draw) {
        for (int i = begin; i < end; i++) {
            y[i] = color.length == 0
                    ? values.clip((float) draw.normal() * (float) values.high())
                    : color[(i - begin) % color.length];
        }
    }

    private boolean place(Draw draw, ImageSize size, Rectangle rectangle) {
        boolean happens = draw.happens(probability);
        double width = Math.sqrt(draw.uniform(area)) * size.width();
        double height = Math.sqrt(draw.uniform(area)) * size.height();
        rectangle.set(draw.uniform() * (size.width() - width), draw.uniform() * (size.height() - height), width,
                height);
        return happens;
    }

    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        Rectangle rectangle = new Rectangle();
        return Optional.of((dy, dx, draw) -> {
            System.arraycopy(dy, 0, dx, 0, dy.length);
            if (place(draw, from, rectangle)) {
                rectangle.fill(from, dx, 0);
            }
        });
    }
}
