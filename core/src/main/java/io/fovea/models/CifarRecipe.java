package io.fovea.models;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.Model;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.description.Check;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.models.copy.CifarRecipeBuilder;
import io.fovea.optimizers.Optimizer;
import io.fovea.training.FitOptions;

/**
 * A network for images of 32 x 32 pixels with all that belongs to its training: how images are augmented, the optimizer of each group of
 * weights, schedule, batch and epochs. After the record recipe for GPUs (Jordan, <i>94 % on CIFAR-10 in 3.29 seconds on a single
 * GPU</i>, arXiv:2404.00498, with Muon in place of SGD).
 *
 * <p>Example:
 *
 * {@snippet :
 * TrainTest data = Cifar10.load();
 * CifarRecipe recipe = CifarRecipe.FAST94;
 * Model model = recipe.compiled(data.train(), 1);
 * model.fit(recipe.targets(data.train()), recipe.fitOptions(1));
 * }
 *
 * @param name of the model
 * @param filters of each of the three groups of convolutions, 24 or more
 * @param convolutions of each group, 2 or more; default 2
 * @param residual whether the input of a group's last two convolutions is added to their output; default false
 * @param epochs passes over the data, 1 or more
 * @param batch samples of a step, 1 or more; default 2,000
 * @param whitening whether the first layer whitens patches and stays as it is; otherwise it is trained; default true
 * @param dirac whether convolutions begin by handing their input on; default true
 * @param muon whether convolutions are trained by Muon; otherwise by SGD as all else; default true
 * @param alternatingFlip whether each image is mirrored in every second epoch; otherwise in half of them, at random; default true
 * @param translation how many pixels an image is moved at most, 0 or more; default 2
 * @param cutout side of a square that is cut out of each image, 0 or more; default 0: none
 * @param labelSmoothing part of the target that all classes share, in [0, 1); default 0.2
 */
@RecordBuilder.Include(value = CifarRecipe.class, packagePattern = "@.copy")
public record CifarRecipe(
        String name, List<Integer> filters, int convolutions, boolean residual, int epochs, int batch,
        boolean whitening, boolean dirac, boolean muon, boolean alternatingFlip, int translation, int cutout,
        double labelSmoothing) {
    /** 94 % in some minutes on two cores. */
    public static final CifarRecipe FAST94 = new CifarRecipe(
            "fast94", List.of(64, 256, 256), 2, false, 8, 2000, true, true, true, true, 2, 0, 0.2);

    /** {@link #FAST94} with wider groups and more epochs. */
    public static final CifarRecipe STRONG =
            FAST94.named("strong").filters(128, 384, 384).epochs(11);

    /** Wider still, with a third convolution and a way around it in each group, Cutout, and a night's training. */
    public static final CifarRecipe BEST =
            FAST94.named("best").filters(128, 512, 512).convolutions(3).residual(true).epochs(40).cutout(12);

    /** All that are here. */
    public static final List<CifarRecipe> ALL = List.of(FAST94, STRONG, BEST);

    /** Epochs in which the bias of the whitening layer is trained. */
    private static final int WHITENING_EPOCHS = 3;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public CifarRecipe {
        Check check = Check.of("CifarRecipe")
                .present("name", name)
                .present("filters", filters)
                .atLeast(2, "convolutions", convolutions)
                .atLeast(1, "epochs", epochs)
                .atLeast(1, "batch", batch)
                .atLeast(0, "translation", translation)
                .atLeast(0, "cutout", cutout)
                .fraction("labelSmoothing", labelSmoothing);
        filters = List.copyOf(filters);
        check.check(filters.size() == 3, "filters", "3 numbers", filters);
        filters.forEach(count -> check.atLeast(RecipeNetwork.WHITENING_FILTERS, "filters", count));
    }

    private CifarRecipeBuilder copy() {
        return CifarRecipeBuilder.copyOf(this);
    }

    /** With another name. */
    public CifarRecipe named(String newName) {
        return copy().name(newName).build();
    }

    /** With so many filters in each of the three groups. */
    public CifarRecipe filters(int... counts) {
        return copy().filters(IntStream.of(counts).boxed().toList()).build();
    }

    /** With so many convolutions in each group, 2 or more. */
    public CifarRecipe convolutions(int count) {
        return copy().convolutions(count).build();
    }

    /** With or without the way around the last two convolutions of a group. */
    public CifarRecipe residual(boolean use) {
        return copy().residual(use).build();
    }

    /** With so many epochs, 1 or more. */
    public CifarRecipe epochs(int count) {
        return copy().epochs(count).build();
    }

    /** With so many samples of a step, 1 or more. */
    public CifarRecipe batch(int size) {
        return copy().batch(size).build();
    }

    /** With a first layer that whitens, or one that is trained. */
    public CifarRecipe whitening(boolean use) {
        return copy().whitening(use).build();
    }

    /** With convolutions that begin by handing on their input, or not. */
    public CifarRecipe dirac(boolean use) {
        return copy().dirac(use).build();
    }

    /** With Muon for the convolutions, or SGD. */
    public CifarRecipe muon(boolean use) {
        return copy().muon(use).build();
    }

    /** With images mirrored in every second epoch, or at random. */
    public CifarRecipe alternatingFlip(boolean use) {
        return copy().alternatingFlip(use).build();
    }

    /** With images moved by so many pixels at most, 0 or more. */
    public CifarRecipe translation(int pixels) {
        return copy().translation(pixels).build();
    }

    /** With a square of this side cut out of each image; 0: none. */
    public CifarRecipe cutout(int side) {
        return copy().cutout(side).build();
    }

    /** With this part of the target that all classes share, in [0, 1). */
    public CifarRecipe labelSmoothing(double part) {
        return copy().labelSmoothing(part).build();
    }

    /** The recipe of this name. */
    public static Optional<CifarRecipe> byName(String name) {
        return ALL.stream().filter(recipe -> recipe.name.equals(name)).findFirst();
    }

    /**
     * The network, fitted to {@code train}, with random weights.
     *
     * @param train images of 25 x 25 pixels or more, {@code [h, w, c]}, and class indices
     * @throws IllegalArgumentException when the data are no images with classes, or the images are too small
     */
    public Model model(Dataset train) {
        return new RecipeNetwork(this).create(train);
    }

    /** The optimizer for a training on so many samples. */
    public Optimizer optimizer(int samples) {
        int size = Math.min(batch, samples);
        int stepsOfEpoch = Math.ceilDiv(samples, size);
        return new RecipeOptimizer(this, size).of(
                Math.multiplyExact(stepsOfEpoch, epochs), stepsOfEpoch * Math.min(epochs, WHITENING_EPOCHS));
    }

    /** Cross-entropy with smoothed labels. */
    public Loss loss() {
        return new CategoricalCrossentropy(false, labelSmoothing);
    }

    /**
     * The network with its first weights, compiled: ready for {@link Model#fit}.
     *
     * @param train as for {@link #model}
     * @param seed of the first weights
     * @throws IllegalArgumentException when the data are no images with classes, or the images are too small
     */
    public Model compiled(Dataset train, long seed) {
        Model model = model(train);
        model.initialize(seed);
        model.compile(optimizer(train.size()), loss(), new CategoricalAccuracy());
        return model;
    }

    /** The data with the targets that the loss takes: one number for each class. */
    public Dataset targets(Dataset data) {
        return data.labels() instanceof Labels labels
                ? new Dataset(data.inputs(), List.of(labels.oneHot(data.classNames().size())), data.classNames())
                : data;
    }

    /** The views over which logits are averaged: six, mirrored and moved by a pixel. */
    public TestTimeAugmentation views() {
        return TestTimeAugmentation.flipsAndShifts(1).mean(TestTimeAugmentation.Mean.GEOMETRIC);
    }

    /** Epochs, batch and seed. */
    public FitOptions fitOptions(long seed) {
        return FitOptions.epochs(epochs).batch(batch).seed(seed);
    }
}
