package io.fovea.models;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Activation;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.tensor.Shape;

/**
 * A small VGG (Simonyan and Zisserman, arXiv:1409.1556) with batch normalization: pairs of 3 x 3 convolutions with 64, 128 and
 * 256 filters, a pooling after each pair.
 */
final class VggSmall {
    private VggSmall() {}

    static Model create(Shape image, int classes) {
        List<Layer> layers = new ArrayList<>();
        for (int filters : new int[]{64, 128, 256}) {
            for (int i = 0; i < 2; i++) {
                layers.add(Conv2D.of(filters, 3).padding(SAME).useBias(false));
                layers.add(BatchNormalization.of());
                layers.add(Activation.of(RELU));
            }
            layers.add(MaxPooling2D.of(2));
        }
        layers.add(Flatten.of());
        layers.add(Dense.of(classes).activation(SOFTMAX));
        return Sequential.named("vgg_small", new Input("", image), layers.toArray(Layer[]::new));
    }
}
