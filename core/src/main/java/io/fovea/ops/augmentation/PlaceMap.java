package io.fovea.ops.augmentation;

/** A random map from the pixels of the changed image to places of the image. */
public interface PlaceMap {
    /** The maps of images of this size, for one worker. */
    Places places(ImageSize size);

    /** The map of one image after the other. */
    interface Places {
        /** Draws the map of the next image. */
        void draw(Draw draw);

        /**
         * Sets where the pixels of a row come from.
         *
         * @param row of the changed image
         * @param x columns of the places, fractions included, one for each pixel of the row
         * @param y rows of the places
         */
        void row(int row, float[] x, float[] y);
    }
}
