package io.fovea.models;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.description.Check;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.models.copy.CifarRecipeBuilder;
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

    /** 95 % in less than half an hour on two cores. */
    public static final CifarRecipe STRONG =
            FAST94.copy().name("strong").filters(List.of(128, 384, 384)).epochs(12).build();

    /** 96 % overnight. */
    public static final CifarRecipe BEST = FAST94.copy().name("best").filters(List.of(128, 512, 512)).convolutions(3)
            .residual(true).epochs(40).cutout(12).build();

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

    /** For a recipe that differs in some points. */
    public CifarRecipeBuilder copy() {
        return CifarRecipeBuilder.copyOf(this);
    }

    /**
     * The network, fitted to {@code train} and ready for {@link Model#fit}.
     *
     * @param train images {@code [32, 32, c]} or a little larger, and class indices
     * @param seed of the first weights
     * @throws IllegalArgumentException when the data are no images with classes, or the images are too small
     */
    public Model compiled(Dataset train, long seed) {
        Model model = new RecipeNetwork(this).create(train);
        model.initialize(seed);
        int steps = Math.ceilDiv(train.size(), Math.min(batch, train.size())) * epochs;
        model.compile(
                new RecipeOptimizer(this).of(steps, Math.max(1, steps * 3 / Math.max(3, epochs))),
                new CategoricalCrossentropy(false, labelSmoothing), new CategoricalAccuracy());
        return model;
    }

    /** The data with the targets that the loss takes: one number for each class. */
    public Dataset targets(Dataset data) {
        return data.labels() instanceof Labels labels
                ? new Dataset(data.inputs(), List.of(labels.oneHot(data.classNames().size())), data.classNames())
                : data;
    }

    /** Epochs and batch. */
    public FitOptions fitOptions(long seed) {
        return FitOptions.epochs(epochs).batch(batch).seed(seed);
    }
}
