package io.fovea;

import java.util.List;

import io.fovea.description.Check;

/**
 * Several views of each image at prediction, whose outputs are averaged: an image and its mirror image, say. That makes a classifier
 * mostly a little better, and as many times slower. What the model was trained with does not matter.
 *
 * <p>Views are of the numbers that the model gets, before its first layer. Every input of shape {@code [h, w, c]} is changed alike;
 * inputs of other shapes stay as they are.
 *
 * <p>Example: {@code model.predictClasses(images, TestTimeAugmentation.flips())}
 *
 * @param views one or more
 * @param mean how outputs are averaged
 */
public record TestTimeAugmentation(List<View> views, Mean mean) {
    /** How the outputs of the views are averaged. */
    public enum Mean {
        /** The weighted mean of the outputs: for a model that gives logits their mean, for probabilities the mean of these. The default. */
        ARITHMETIC,
        /**
         * The weighted mean of the logarithms, exponentiated and divided by its sum over the classes: what a softmax gives for the
         * mean of its logits. It is of probabilities, which sum to 1.
         */
        GEOMETRIC
    }

    /**
     * A view: the image is shifted and then perhaps mirrored. Pixels that a shift leaves empty are those reflected at the edge, which
     * is not repeated: {@code c b | a b c d}.
     *
     * @param mirrored whether left and right are exchanged
     * @param dy rows by which the image moves down, negative: up; fewer than it has
     * @param dx columns by which it moves to the right, negative: to the left; fewer than it has
     * @param weight how much its outputs count, beside those of the others; greater than 0
     */
    public record View(boolean mirrored, int dy, int dx, double weight) {
        /** Checks the weight. */
        public View {
            Check.of("View").positive("weight", weight);
        }
    }

    /** Checks that there is a view. */
    public TestTimeAugmentation {
        Check.of("TestTimeAugmentation").present("views", views).present("mean", mean)
                .check(!views.isEmpty(), "views", "one view or more", views);
        views = List.copyOf(views);
    }

    /** The image and its mirror image, averaged arithmetically. */
    public static TestTimeAugmentation flips() {
        return new TestTimeAugmentation(
                List.of(new View(false, 0, 0, 0.5), new View(true, 0, 0, 0.5)), Mean.ARITHMETIC);
    }

    /**
     * Six views, as Keller Jordan's airbench has them (arXiv:2404.00498): the image and its mirror image, which count one half
     * together, and these two shifted up and left, and down and right. They are averaged arithmetically.
     *
     * @param pixels of the shifts, 1 or more and fewer than the image has
     */
    public static TestTimeAugmentation flipsAndShifts(int pixels) {
        Check.of("TestTimeAugmentation").atLeast(1, "pixels", pixels);
        return new TestTimeAugmentation(
                List.of(new View(false, 0, 0, 0.25), new View(true, 0, 0, 0.25),
                        new View(false, -pixels, -pixels, 0.125), new View(true, -pixels, -pixels, 0.125),
                        new View(false, pixels, pixels, 0.125), new View(true, pixels, pixels, 0.125)),
                Mean.ARITHMETIC);
    }

    /**
     * Refuses a model that can't be asked for views, before any work. Whether outputs are probabilities is seen when there are some.
     *
     * @throws IllegalArgumentException when no input is of images, a view shifts them by all their pixels, or an output is no vector
     */
    public void check(Model model) {
        ViewAverage.check(
                this, model.inputs().stream().map(model::shape).toList(),
                model.outputs().stream().map(model::shape).toList());
    }

    /** The same views with another mean. */
    public TestTimeAugmentation mean(Mean other) {
        return new TestTimeAugmentation(views, other);
    }
}
