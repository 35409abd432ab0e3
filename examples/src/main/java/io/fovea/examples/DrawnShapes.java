package io.fovea.examples;

import java.util.List;
import java.util.Random;

import io.fovea.data.ByteSamples;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.TrainTest;
import io.fovea.tensor.Shape;

/**
 * Images that need no download: bars in four directions, at random places, in random colours, on noise. A small network
 * learns them in seconds, a dense layer alone does not.
 */
final class DrawnShapes {
    private static final int SIZE = 16;
    private static final List<String> NAMES = List.of("horizontal", "vertical", "rising", "falling");

    private DrawnShapes() {}

    static TrainTest make(int train, int test) {
        return new TrainTest(draw(train, 1), draw(test, 2), "drawn by the example", "");
    }

    private static Dataset draw(int samples, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[samples * SIZE * SIZE * 3];
        int[] labels = new int[samples];
        for (int s = 0; s < samples; s++) {
            labels[s] = s % NAMES.size();
            picture(pixels, s * SIZE * SIZE * 3, labels[s], random);
        }
        ByteSamples images = ByteSamples.scaled(pixels, Shape.of(SIZE, SIZE, 3));
        return Dataset.of(images, new Labels(labels), NAMES);
    }

    private static void picture(byte[] pixels, int start, int shape, Random random) {
        for (int i = 0; i < SIZE * SIZE * 3; i++) {
            pixels[start + i] = (byte) random.nextInt(120);
        }
        int length = 7;
        int row = random.nextInt(SIZE - length);
        int column = random.nextInt(SIZE - length);
        int brightness = 90 + random.nextInt(60);
        for (int i = 0; i < length; i++) {
            int r = row + (shape == 0 ? length / 2 : shape == 2 ? length - 1 - i : i);
            int c = column + (shape == 1 ? length / 2 : i);
            for (int channel = 0; channel < 3; channel++) {
                pixels[start + (r * SIZE + c) * 3 + channel] = (byte) (brightness + random.nextInt(60));
            }
        }
    }
}
