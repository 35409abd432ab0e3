package io.fovea;

import io.fovea.TestTimeAugmentation.View;
import io.fovea.data.Samples;
import io.fovea.ops.augmentation.Crop;
import io.fovea.tensor.Shape;

/**
 * A view of images.
 *
 * @param images of shape {@code [h, w, c]}
 * @param view what becomes of them
 */
record ViewSamples(Samples images, View view) implements Samples {
    /** Checks the shift. */
    ViewSamples {
        check(images.shape(), view);
    }

    /**
     * Refuses shifts by a whole image.
     *
     * @throws IllegalArgumentException then
     */
    static void check(Shape shape, View view) {
        if (!fits(view.dy(), shape.dimension(0)) || !fits(view.dx(), shape.dimension(1))) {
            throw new IllegalArgumentException(
                    "a view shifts images by fewer pixels than they have, which is " + shape.dimension(0) + " x "
                            + shape.dimension(1) + ", but got " + view.dy() + " and " + view.dx());
        }
    }

    private static boolean fits(int shift, int size) {
        return shift > -size && shift < size;
    }

    /** The view of samples of any shape: those that are no images, and those that it does not change, are returned as they are. */
    static Samples of(Samples samples, View view) {
        boolean unchanged = !view.mirrored() && view.dy() == 0 && view.dx() == 0;
        return unchanged || samples.shape().rank() != 3 ? samples : new ViewSamples(samples, view);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int height = shape().dimension(0);
        int width = shape().dimension(1);
        int channels = shape().channels();
        float[] image = new float[shape().size()];
        images.read(index, image, 0);
        // All products are of numbers in the image, which its shape has fewer than 2^31 of.
        for (int y = 0; y < height; y++) {
            int row = Crop.reflected(y - view.dy(), height) * width;
            for (int x = 0; x < width; x++) {
                int shifted = view.mirrored() ? width - 1 - x : x;
                System.arraycopy(
                        image, (row + Crop.reflected(shifted - view.dx(), width)) * channels, into,
                        offset + (y * width + x) * channels, channels);
            }
        }
    }
}
