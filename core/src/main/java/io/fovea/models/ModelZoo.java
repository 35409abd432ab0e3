package io.fovea.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

import io.fovea.Model;
import io.fovea.tensor.Shape;

/**
 * Known networks by name, for images of any size and any number of classes, with random weights.
 *
 * <p>Example: {@code ModelZoo.RESNET20.create(Shape.of(32, 32, 3), 10)}
 */
public enum ModelZoo {
    /** The tutorial's: two convolutions of 32 filters, a pooling, a dense layer of 128 ({@link Tutorial}). */
    TUTORIAL(2, Tutorial::create),
    /** LeNet-5 ({@link LeNet5}). */
    LENET5(16, LeNet5::create),
    /** A small VGG with batch normalization ({@link VggSmall}). */
    VGG_SMALL(8, VggSmall::create),
    /** ResNet of 20 layers for small images ({@link CifarResNet}). */
    RESNET20(4, (image, classes) -> CifarResNet.create(20, image, classes)),
    /** ResNet of 56 layers for small images ({@link CifarResNet}). */
    RESNET56(4, (image, classes) -> CifarResNet.create(56, image, classes)),
    /** ResNet of 18 layers for large images ({@link ResNet18}). */
    RESNET18(32, ResNet18::create),
    /** MobileNetV2 ({@link MobileNetV2}). */
    MOBILENET_V2(32, MobileNetV2::create),
    /** DenseNet-BC of 100 layers for small images ({@link DenseNet}). */
    DENSENET_BC(8, DenseNet::create),
    /** EfficientNet-B0 ({@link EfficientNetB0}). */
    EFFICIENTNET_B0(32, EfficientNetB0::create);

    private final int smallest;

    // A static method, which has no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<Shape, Integer, Model> maker;

    ModelZoo(int smallest, BiFunction<Shape, Integer, Model> maker) {
        this.smallest = smallest;
        this.maker = maker;
    }

    /** The name on command lines: {@code resnet20}. */
    public String modelName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all networks. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ModelZoo::modelName).toList();
    }

    /**
     * The network of this name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those that there are
     */
    public static ModelZoo named(String name) {
        return Arrays.stream(values()).filter(known -> known.modelName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no model is called '" + name + "'; there are " + String.join(", ", names())));
    }

    /**
     * The network with random weights.
     *
     * @param image shape of an image, {@code [h, w, c]}
     * @param classes how many there are, 2 or more
     * @throws IllegalArgumentException when the image is no such, or smaller than the network can take, or there are fewer classes
     */
    public Model create(Shape image, int classes) {
        if (image.rank() != 3 || image.dimension(0) < smallest || image.dimension(1) < smallest) {
            throw new IllegalArgumentException(
                    modelName() + " takes images [height, width, channels] of " + smallest + " x " + smallest
                            + " pixels or more, but got " + image);
        }
        if (classes < 2) {
            throw new IllegalArgumentException(modelName() + " tells 2 classes or more apart, but got " + classes);
        }
        return maker.apply(image, classes);
    }
}
