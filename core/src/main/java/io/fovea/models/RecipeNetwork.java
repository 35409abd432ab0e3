package io.fovea.models;

import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.initializers.Dirac;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.VarianceScaling;
import io.fovea.initializers.Whitening;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Cutout;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.layers.Normalization;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.Rescaling;
import io.fovea.tensor.Shape;

/** The network of a {@link CifarRecipe}: augmentation, normalization, whitening, three groups of convolutions, a dense layer. */
record RecipeNetwork(CifarRecipe recipe) {
    static final int WHITENING_FILTERS = 24;
    static final String WHITENING = "whitening";
    static final String HEAD = "head";

    /** Images that whitening is fitted to. */
    private static final int PATCHED_IMAGES = 5000;

    /** Pixels that whitening and four poolings leave one of. */
    private static final int SMALLEST = 25;

    /** The standard deviation is 1. */
    private static final Initializer HEAD_KERNEL = new RandomUniform(-Math.sqrt(3), Math.sqrt(3));

    Model create(Dataset train) {
        Shape image = train.images().shape();
        if (image.rank() != 3 || image.dimension(0) < SMALLEST || image.dimension(1) < SMALLEST) {
            throw new IllegalArgumentException(
                    recipe.name() + " takes images [height, width, channels] of " + SMALLEST + " x " + SMALLEST
                            + " pixels or more, but got " + image);
        }
        int classes = train.classNames().size();
        if (classes < 2) {
            throw new IllegalArgumentException(
                    recipe.name() + " tells 2 classes or more apart, but the data name " + classes);
        }
        Normalization normalization = Normalization.adapt(train.images());
        Node input = new Input("", image).apply();
        Node x = normalization.apply(augmented(input, image));
        if (recipe.cutout() > 0) {
            x = Cutout.of(recipe.cutout()).apply(x);
        }
        Conv2D first = Conv2D.of(WHITENING_FILTERS, 2).named(WHITENING);
        if (recipe.whitening()) {
            first = first.kernelInitializer(Whitening.adapt(
                    normalization.normalize(train.take(Math.min(PATCHED_IMAGES, train.size())).images()), 2));
        }
        x = Activation.of(GELU).apply(first.apply(x));
        for (int filters : recipe.filters()) {
            x = group(x, filters);
        }
        x = Flatten.of().apply(MaxPooling2D.of(3).apply(x));
        x = Dense.of(classes).useBias(false).kernelInitializer(HEAD_KERNEL).named(HEAD).apply(x);
        x = Rescaling.of(1.0 / recipe.filters().getLast()).apply(x);
        Model model = Graph.named(recipe.name(), input, Activation.of(SOFTMAX).apply(x));
        if (recipe.whitening()) {
            model.trainable(first, model.weights(first).getFirst(), false);
        }
        return model;
    }

    private Node augmented(Node image, Shape shape) {
        Layer flip = recipe.alternatingFlip() ? AlternatingFlip.of() : RandomFlip.of(RandomFlip.Mode.HORIZONTAL);
        Node x = flip.apply(image);
        return recipe.translation() == 0
                ? x
                : RandomCrop.of(shape.dimension(0), shape.dimension(1)).padding(recipe.translation())
                        .edges(RandomCrop.Edges.REFLECT).apply(x);
    }

    private Node group(Node in, int filters) {
        Node x = activated(MaxPooling2D.of(2).apply(convolution(filters).apply(in)));
        Node shortcut = x;
        for (int i = 1; i < recipe.convolutions(); i++) {
            x = convolution(filters).apply(x);
            if (recipe.residual() && i == recipe.convolutions() - 1) {
                x = Add.of().apply(normalization().apply(x), shortcut);
                x = Activation.of(GELU).apply(x);
            } else {
                x = activated(x);
            }
        }
        return x;
    }

    private static Node activated(Node in) {
        return Activation.of(GELU).apply(normalization().apply(in));
    }

    private static BatchNormalization normalization() {
        return BatchNormalization.of().momentum(0.6).epsilon(1e-12).scale(false);
    }

    private Conv2D convolution(int filters) {
        Initializer uniform =
                new VarianceScaling(1.0 / 3, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM);
        return Conv2D.of(filters, 3).padding(SAME).useBias(false)
                .kernelInitializer(recipe.dirac() ? new Dirac().others(uniform) : uniform);
    }
}
