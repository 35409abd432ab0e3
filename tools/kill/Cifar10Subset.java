import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.fovea.data.ByteSamples;
import io.fovea.data.Cifar10;
import io.fovea.data.Dataset;
import io.fovea.data.TrainTest;

/** Writes the first images of CIFAR-10 as an .npz file: {@code Cifar10Subset FILE.npz TRAIN TEST}. */
final class Cifar10Subset {
    private Cifar10Subset() {}

    public static void main(String[] args) throws IOException {
        TrainTest cifar = Cifar10.load();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of(args[0])))) {
            write(zip, "train", cifar.train(), Integer.parseInt(args[1]));
            write(zip, "test", cifar.test(), Integer.parseInt(args[2]));
        }
    }

    private static void write(ZipOutputStream zip, String part, Dataset data, int count) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteBuffer labels = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] label = new float[1];
        for (int i = 0; i < count; i++) {
            pixels.writeBytes(((ByteSamples) data.images()).bytes(i));
            data.labels().read(i, label, 0);
            labels.putLong((long) label[0]);
        }
        write(zip, "x_" + part, "|u1", "(" + count + ", 32, 32, 3)", pixels.toByteArray());
        write(zip, "y_" + part, "<i8", "(" + count + ",)", labels.array());
    }

    /** An array in numpy's form: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
    private static void write(ZipOutputStream zip, String name, String type, String shape, byte[] data)
            throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        zip.write(padded.length());
        zip.write(padded.length() >> 8);
        zip.write(padded.getBytes(StandardCharsets.US_ASCII));
        zip.write(data);
        zip.closeEntry();
    }
}
