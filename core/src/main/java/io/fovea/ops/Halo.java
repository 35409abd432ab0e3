package io.fovea.ops;

/** Pixels of zeros around an image or a feature map, so that a kernel may read over its edges. */
public record Halo(int top, int bottom, int left, int right) {
    /** Refuses negative sizes. */
    public Halo {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException(
                    "a halo has 0 pixels or more on each side, but got " + top + ", " + bottom + ", " + left + ", "
                            + right);
        }
    }

    /** No halo. */
    public static final Halo NONE = new Halo(0, 0, 0, 0);

    /** The smallest halo that holds both. */
    public Halo union(Halo other) {
        return new Halo(
                Math.max(top, other.top),
                Math.max(bottom, other.bottom),
                Math.max(left, other.left),
                Math.max(right, other.right));
    }

    /** Whether it is as wide as the other on each side, or wider. */
    public boolean covers(Halo other) {
        return union(other).equals(this);
    }
}
