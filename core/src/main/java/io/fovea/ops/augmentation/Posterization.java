package io.fovea.ops.augmentation;

/**
 * Keeps the first bits of each number as a byte.
 *
 * @param least bits, 1 to 8
 * @param most bits, not drawn itself where it is more than {@code least}, as in Keras
 * @param values the range of the numbers
 */
public record Posterization(int least, int most, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            int dropped = 8 - least - (most > least ? draw.below(most - least) : 0);
            for (int i = 0; i < x.length; i++) {
                int value = (int) values.to(Interval.BYTES, x[i]) & 0xFF;
                y[i] = Interval.BYTES.to(values, value >> dropped << dropped);
            }
        };
    }
}
