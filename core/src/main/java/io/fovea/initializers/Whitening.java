package io.fovea.initializers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.fovea.data.Samples;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Filters that whiten the patches of images: their outputs are uncorrelated and have the variance 1 (Coates and Ng, 2012; as a
 * first layer Jordan, arXiv:2404.00498). They are the eigenvectors of the patches' covariance, each divided by the root of its
 * eigenvalue, and after all of them the same with the other sign, since an activation such as {@code gelu} keeps one sign only. A layer with
 * fewer filters gets those of the largest eigenvalues; one with more than twice as many as a patch has numbers is refused. Keras has
 * no such initializer.
 *
 * <p>Example: {@code Conv2D.of(24, 2).kernelInitializer(Whitening.adapt(images, 2))} of images with 3 channels
 *
 * @param patch {@code [height, width, channels]}
 * @param filters numbers of the eigenvectors, scaled, one after the other from the largest eigenvalue on: {@code (height * width *
 *     channels)^2} finite numbers; within a filter {@code [height, width, channels]}
 */
public record Whitening(Shape patch, List<Double> filters) implements Initializer {
    private static final double EPSILON = 5e-4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there are not as many as the patch says, or one is not finite
     */
    public Whitening {
        Check check = Check.of("Whitening").present("patch", patch).present("filters", filters);
        check.check(patch.rank() == 3, "patch", "a shape [height, width, channels]", patch);
        filters = List.copyOf(filters);
        check.check(filters.size() == (long) patch.size() * patch.size(), "filters",
                "a square matrix for patches of " + patch, filters.size() + " numbers");
        filters.forEach(value -> check.finite("filters", value));
    }

    /**
     * Fitted to the patches of all {@code images}, as the layer will see them: where the model normalizes, of normalized images. Some
     * thousand are enough. 5e-4 is added to the eigenvalues.
     *
     * @param images {@code [h, w, c]}, neither smaller than a patch
     * @param size height and width of a patch, 1 or more
     * @throws IllegalArgumentException when there is no image, or an image is smaller than a patch
     */
    public static Whitening adapt(Samples images, int size) {
        Shape shape = images.shape();
        Check.of("Whitening")
                .atLeast(1, "size", size)
                .atLeast(1, "images", images.size())
                .check(shape.rank() == 3 && Math.min(shape.dimension(0), shape.dimension(1)) >= size, "images",
                        "images [height, width, channels] of " + size + " x " + size + " pixels or more", shape);
        int patch = size * size * shape.channels();
        SymmetricEigenvectors eigenvectors = SymmetricEigenvectors.of(covariance(images, size), patch);
        List<Double> filters = new ArrayList<>();
        for (int k = 0; k < patch; k++) {
            double root = Math.sqrt(Math.max(eigenvectors.value(k), 0) + EPSILON);
            for (int i = 0; i < patch; i++) {
                filters.add(eigenvectors.component(k, i) / root);
            }
        }
        return new Whitening(Shape.of(size, size, shape.channels()), filters);
    }

    /** The mean of the products of each two numbers of a patch; the mean is not subtracted, as in the recipe. */
    private static double[] covariance(Samples images, int size) {
        Shape shape = images.shape();
        int channels = shape.channels();
        int row = shape.dimension(1) * channels;
        int patch = size * size * channels;
        double[] sums = new double[patch * patch];
        float[] image = new float[shape.size()];
        double[] numbers = new double[patch];
        for (int n = 0; n < images.size(); n++) {
            images.read(n, image, 0);
            for (int y = 0; y + size <= shape.dimension(0); y++) {
                for (int x = 0; x + size <= shape.dimension(1); x++) {
                    for (int i = 0; i < patch; i++) {
                        int at = (y + i / (size * channels)) * row + x * channels + i % (size * channels);
                        numbers[i] = image[at];
                    }
                    addProducts(numbers, sums);
                }
            }
        }
        double count = (double) images.size() * (shape.dimension(0) - size + 1) * (shape.dimension(1) - size + 1);
        return Arrays.stream(sums).map(sum -> sum / count).toArray();
    }

    private static void addProducts(double[] numbers, double[] sums) {
        for (int i = 0; i < numbers.length; i++) {
            for (int k = 0; k < numbers.length; k++) {
                sums[i * numbers.length + k] += numbers[i] * numbers[k];
            }
        }
    }

    /** @throws IllegalArgumentException when the shape is not {@code [height, width, channels, filters]} of the patch, or there are too many filters */
    @Override
    public float[] values(Shape shape, long seed) {
        int numbers = patch.size();
        int count = shape.channels();
        boolean fits = shape.rank() == 4
                && IntStream.range(0, 3).allMatch(i -> shape.dimension(i) == patch.dimension(i));
        if (!fits || count > 2 * numbers) {
            throw new IllegalArgumentException(
                    "Whitening: fits a weight [" + patch.dimension(0) + ", " + patch.dimension(1) + ", "
                            + patch.dimension(2) + ", 1 to " + 2 * numbers + " filters], but got " + shape);
        }
        float[] values = new float[shape.size()];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < numbers; i++) {
                double value = filters.get(k % numbers * numbers + i);
                values[i * count + k] = (float) (k < numbers ? value : -value);
            }
        }
        return values;
    }
}
