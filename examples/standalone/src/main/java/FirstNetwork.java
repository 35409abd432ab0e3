import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.nio.file.Path;

import io.fovea.Sequential;
import io.fovea.data.Cifar10;
import io.fovea.keras.KerasFile;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.training.FitOptions;

/** The eight lines of the README as a program of its own: {@code FirstNetwork [EPOCHS [IMAGES]]}. */
final class FirstNetwork {
    private FirstNetwork() {}

    public static void main(String[] args) throws Exception {
        int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int images = args.length > 1 ? Integer.parseInt(args[1]) : Integer.MAX_VALUE;

        var data = Cifar10.load();
        var model = Sequential.of(Input.of(32, 32, 3),
                Conv2D.of(32, 3).padding(SAME).activation(RELU), Conv2D.of(32, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2), Dropout.of(0.5), Flatten.of(), Dense.of(128).activation(RELU), Dense.of(10).activation(SOFTMAX));
        model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        var history = model.fit(
                data.train().take(images), FitOptions.epochs(epochs).batch(10).validation(data.test().take(images)));
        int[] classes = model.predictClasses(data.test().take(10).images());

        history.epochs().forEach(epoch -> System.out.println("epoch " + epoch.number() + " " + epoch.logs()));
        for (int i = 0; i < classes.length; i++) {
            System.out.println("test image " + i + ": " + Cifar10.CLASS_NAMES.get(classes[i]));
        }
        KerasFile.save(model, Path.of("target", "first-network.keras"));
    }
}
