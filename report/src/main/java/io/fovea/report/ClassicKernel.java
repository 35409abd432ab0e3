package io.fovea.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kernels that people made by hand before networks learnt theirs, in the orientation of {@code Conv2D}: nothing is mirrored. Sources:
 * Sobel and Feldman (1968), Prewitt (1970), and for all of them Gonzalez and Woods, <i>Digital Image Processing</i>.
 *
 * <p>Example: {@code ClassicKernel.SOBEL_X.weights()} as the kernel of {@code Conv2D.of(1, 3)} over one channel
 */
public enum ClassicKernel {
    /** The slope from left to right, smoothed over three rows. */
    SOBEL_X(Group.EDGES, "Sobel x",
            "It subtracts the pixels on the left from those on the right, the middle row twice: "
                    + "it answers where brightness changes from left to right, at vertical edges.",
            1, -1, 0, 1, -2, 0, 2, -1, 0, 1),
    /** The slope from top to bottom, smoothed over three columns. */
    SOBEL_Y(Group.EDGES, "Sobel y",
            "It subtracts the pixels above from those below, the middle column twice: it answers "
                    + "at horizontal edges.",
            1, -1, -2, -1, 0, 0, 0, 1, 2, 1),
    /** The slope from left to right, all rows alike. */
    PREWITT_X(Group.EDGES, "Prewitt x", "As Sobel x, with all three rows alike: a little more sensitive to noise.",
            1, -1, 0, 1, -1, 0, 1, -1, 0, 1),
    /** The slope from top to bottom, all columns alike. */
    PREWITT_Y(Group.EDGES, "Prewitt y", "As Sobel y, with all three columns alike.", 1, -1, -1, -1, 0, 0, 0, 1, 1, 1),
    /** The sum of both second derivatives. */
    LAPLACIAN(Group.EDGES, "Laplacian", "It compares a pixel with its four neighbors: it answers at edges of every "
            + "direction, and at points.", 1, 0, 1, 0, 1, -4, 1, 0, 1, 0),
    /** The mean of 3 x 3 pixels. */
    BOX_3(Group.BLUR, "Box 3 x 3", "The mean of nine pixels: details get lost, and noise with them.",
            9, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    /** A mean with the weights 1 2 1 in both directions. */
    GAUSS_3(Group.BLUR, "Gauss 3 x 3", "A mean in which near pixels weigh more: softer than the box.",
            16, 1, 2, 1, 2, 4, 2, 1, 2, 1),
    /** A mean with the weights 1 4 6 4 1 in both directions. */
    GAUSS_5(Group.BLUR, "Gauss 5 x 5", "The same over 25 pixels: a stronger blur.", 256,
            1, 4, 6, 4, 1, 4, 16, 24, 16, 4, 6, 24, 36, 24, 6, 4, 16, 24, 16, 4, 1, 4, 6, 4, 1),
    /** The pixel plus what its Laplacian takes away. */
    SHARPEN(Group.SHARPEN, "Sharpen",
            "Five times the pixel minus its four neighbors: differences grow, even areas stay as they are.",
            1, 0, -1, 0, -1, 5, -1, 0, -1, 0),
    /** The slope along the diagonal, added to the pixel. */
    EMBOSS(Group.EMBOSS, "Emboss",
            "The pixel and the slope along the diagonal: the picture looks like a relief lit from the "
                    + "top left.",
            1, -2, -1, 0, -1, 1, 1, 0, 1, 2);

    /** What kernels are for. */
    public enum Group {
        /** Find edges. */
        EDGES,
        /** Smooth. */
        BLUR,
        /** Make edges stronger. */
        SHARPEN,
        /** Make a relief. */
        EMBOSS;

        /** {@code edges}, {@code blur}, {@code sharpen}, {@code emboss}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kernels of this group. */
        public List<ClassicKernel> kernels() {
            return Stream.of(ClassicKernel.values()).filter(kernel -> kernel.group == this).toList();
        }
    }

    private final Group group;
    private final String title;
    private final String explanation;

    // Only copies of it are handed out.
    @SuppressWarnings("ImmutableEnumChecker")
    private final float[] weights;

    ClassicKernel(Group group, String title, String explanation, int divisor, int... weights) {
        this.group = group;
        this.title = title;
        this.explanation = explanation;
        this.weights = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            this.weights[i] = (float) weights[i] / divisor;
        }
    }

    /** What it is for. */
    public Group group() {
        return group;
    }

    /** Its name in words. */
    public String title() {
        return title;
    }

    /** What it computes, in a sentence. */
    public String explanation() {
        return explanation;
    }

    /** Rows and columns: 3 or 5. */
    public int size() {
        return weights.length == 9 ? 3 : 5;
    }

    /** A copy of the weights, row by row. */
    public float[] weights() {
        return Arrays.copyOf(weights, weights.length);
    }
}
