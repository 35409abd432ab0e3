package io.fovea.ops.augmentation;

/** Changes images. Each worker has an object of its own, which may hold scratch memory. */
@FunctionalInterface
public interface ImageTransform {
    /**
     * Makes a changed image.
     *
     * @param from the image, row-major; it is not changed
     * @param to where the changed one goes; every number is written
     * @param draw the random numbers of this sample
     */
    void apply(float[] from, float[] to, Draw draw);
}
