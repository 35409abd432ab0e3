package io.fovea.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.fovea.data.Cifar10;
import io.fovea.data.DataException;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.TrainTest;

/**
 * Writes CIFAR-10 for the peers: for each of 50,000 training and 10,000 test images its label, a byte, and its pixels,
 * {@code [32, 32, 3]} bytes.
 */
public final class ExportCifar10 {
    private ExportCifar10() {}

    /**
     * Writes the file, or says why CIFAR-10 can't be had and ends with code 1.
     *
     * @param args the file
     */
    public static void main(String[] args) throws IOException {
        TrainTest data;
        try {
            data = Cifar10.load();
        } catch (DataException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Path file = Path.of(args[0]).toAbsolutePath();
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            write(data.train(), out);
            write(data.test(), out);
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Dataset data, OutputStream out) throws IOException {
        Labels labels = (Labels) data.labels();
        float[] pixels = new float[data.images().shape().size()];
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < data.size(); i++) {
            data.images().read(i, pixels, 0);
            for (int p = 0; p < bytes.length; p++) {
                bytes[p] = (byte) Math.round(255 * pixels[p]);
            }
            out.write(labels.label(i));
            out.write(bytes);
        }
    }
}
