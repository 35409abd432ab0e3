package io.fovea.ops.augmentation;

import java.util.List;

/** Several changes in order, none of which changes the size. */
public record OneAfterAnother(List<ImageChange> changes) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        ImageTransform[] all = changes.stream().map(c -> c.forward(from, from)).toArray(ImageTransform[]::new);
        float[] between = new float[from.floats()];
        return (x, y, draw) -> {
            System.arraycopy(x, 0, y, 0, x.length);
            for (ImageTransform change : all) {
                System.arraycopy(y, 0, between, 0, y.length);
                change.apply(between, y, draw);
            }
        };
    }
}
