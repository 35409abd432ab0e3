package io.fovea.ops.augmentation;

import java.util.List;

/**
 * Some changes drawn from a list, one after another; the same may be drawn again (RandAugment: Cubuk et al., arXiv:1909.13719).
 *
 * @param changes the list, none of which changes the size
 * @param count how many are drawn
 */
public record SomeOf(List<ImageChange> changes, int count) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        ImageTransform[] all = changes.stream().map(c -> c.forward(from, from)).toArray(ImageTransform[]::new);
        float[] between = new float[from.floats()];
        return (x, y, draw) -> {
            System.arraycopy(x, 0, y, 0, x.length);
            for (int i = 0; i < count; i++) {
                System.arraycopy(y, 0, between, 0, y.length);
                all[draw.below(all.length)].apply(between, y, draw);
            }
        };
    }
}
