package io.fovea.losses;

import io.fovea.description.Check;

/** The range of a label smoothing. */
final class LabelSmoothing {
    private LabelSmoothing() {}

    static void check(String owner, double labelSmoothing) {
        Check.of(owner).check(
                labelSmoothing >= 0 && labelSmoothing <= 1, "labelSmoothing", "a number in [0, 1]", labelSmoothing);
    }
}
