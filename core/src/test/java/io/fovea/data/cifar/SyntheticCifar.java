package io.fovea.data.cifar;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.Archive;
import io.fovea.data.cifar.archive.CifarImages;

/** A small CIFAR-10 of random images in each of its forms, {@value #PER_BATCH} images a batch. */
public final class SyntheticCifar {
    public static final int PER_BATCH = 3;
    public static final String BINARY = "cifar-10-batches-bin/";
    public static final String PYTHON = "cifar-10-batches-py/";

    private static final int SIZE = CifarImages.BATCHES * PER_BATCH;
    private final byte[] records = new byte[SIZE * CifarImages.RECORD];

    public SyntheticCifar() {
        new Random(7).nextBytes(records);
        for (int i = 0; i < SIZE; i++) {
            records[i * CifarImages.RECORD] = (byte) (i * 7 % 10);
        }
    }

    /** The checksum of all records, by which this data is known. */
    public Checksum checksum() {
        var digest = Checksum.digest("SHA-256");
        digest.update(records);
        return Checksum.of(digest);
    }

    /** What this data must be like, with one known archive. */
    public CifarSpec spec(Checksum archive) {
        return new CifarSpec(PER_BATCH, checksum(), List.of(archive));
    }

    public int label(int index) {
        return records[index * CifarImages.RECORD];
    }

    /** A byte of image {@code index} in the order of the official records. */
    public int value(int index, int channel, int row, int column) {
        return records[index * CifarImages.RECORD + 1 + (channel * 32 + row) * 32 + column] & 0xff;
    }

    /** The images as they are read from the binary archive. */
    public CifarImages images(Path folder) throws IOException {
        Path archive = folder.resolve("made-up.tar");
        Files.write(archive, tar(binary()));
        return Archive.read(archive, PER_BATCH, ProgressListener.none());
    }

    public Map<String, byte[]> binary() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(BINARY + "readme.html", new byte[]{1, 2, 3});
        for (int batch = 0; batch < CifarImages.BATCHES; batch++) {
            int length = PER_BATCH * CifarImages.RECORD;
            files.put(BINARY + name(batch) + ".bin", Arrays.copyOfRange(records, batch * length, (batch + 1) * length));
        }
        return files;
    }

    public Map<String, byte[]> python() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int batch = 0; batch < CifarImages.BATCHES; batch++) {
            files.put(PYTHON + name(batch), pickle(batch));
        }
        return files;
    }

    public Map<String, byte[]> npm() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("package/package.json", "{}".getBytes(StandardCharsets.UTF_8));
        for (int batch = 0; batch < CifarImages.BATCHES; batch++) {
            files.put("package/" + name(batch) + ".png", png(batch));
        }
        int train = SIZE - PER_BATCH;
        files.put("package/train_lables.json", json(0, train));
        files.put("package/test_lables.json", json(train, SIZE));
        return files;
    }

    private static String name(int batch) {
        return batch == CifarImages.BATCHES - 1 ? "test_batch" : "data_batch_" + (batch + 1);
    }

    private byte[] json(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "" + label(i)).collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] png(int batch) throws IOException {
        var image = new BufferedImage(CifarImages.PIXELS, PER_BATCH, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < PER_BATCH; y++) {
            for (int x = 0; x < CifarImages.PIXELS; x++) {
                int index = batch * PER_BATCH + y;
                image.setRGB(x, y, value(index, 0, x / 32, x % 32) << 16 | value(index, 1, x / 32, x % 32) << 8
                        | value(index, 2, x / 32, x % 32));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** The instructions that Python 2 wrote into the official files. */
    private byte[] pickle(int batch) {
        var out = new Instructions();
        out.add(0x80, 2).add("}q").add(1).add("(").text("batch_label").add("q").add(2).text("training batch 1 of 5")
                .add("q").add(3).text("labels").add("q").add(4).add("]q").add(5).add("(");
        for (int i = 0; i < PER_BATCH; i++) {
            out.add("K").add(label(batch * PER_BATCH + i));
        }
        out.add("e").text("data").add("q").add(6).add("cnumpy.core.multiarray\n_reconstruct\nq").add(7)
                .add("cnumpy\nndarray\nq").add(8).add("K").add(0).add(0x85).text("b").add(0x87).add("Rq").add(9)
                .add("(K")
                .add(1).add("M").add(PER_BATCH, 0).add("M").add(0, 12).add(0x86).add("cnumpy\ndtype\nq").add(10)
                .text("u1").add("K").add(0).add("K").add(1).add(0x87).add("Rq").add(11).add("(K").add(3).text("|")
                .add("NNNJ").add(255, 255, 255, 255).add("J").add(255, 255, 255, 255).add("K").add(0).add("tb")
                .add(0x89).add("T").little(PER_BATCH * CifarImages.IMAGE);
        for (int i = batch * PER_BATCH; i < (batch + 1) * PER_BATCH; i++) {
            int from = i * CifarImages.RECORD + 1;
            out.bytes.writeBytes(Arrays.copyOfRange(records, from, from + CifarImages.IMAGE));
        }
        out.add("tb").text("filenames").add("q").add(12).add("]q").add(13).add("(");
        for (int i = 0; i < PER_BATCH; i++) {
            out.text("camion_s_00014" + i + ".png").add("r").little(300 + i);
        }
        return out.add("eu.").bytes.toByteArray();
    }

    private static final class Instructions {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Instructions add(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
            return this;
        }

        Instructions add(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Instructions text(String text) {
            return add("U").add(text.length()).add(text);
        }

        Instructions little(int value) {
            return add(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >>> 24);
        }
    }

    /** The files as a tar archive. */
    public static byte[] tar(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            out.writeBytes(header(name, content.length));
            out.writeBytes(content);
            out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        });
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    /** The header of a file of a tar archive, with whatever size it claims. */
    public static byte[] header(String name, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", size));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    public static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(out)) {
            zipped.write(content);
        }
        return out.toByteArray();
    }

    /** Writes the files below a folder, as unpacking an archive does. */
    public static Path unpack(Map<String, byte[]> files, Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }
}
