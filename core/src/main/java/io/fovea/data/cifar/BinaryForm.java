package io.fovea.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.data.DataException;

/** The official binary version: {@code data_batch_1.bin} to {@code 5} and {@code test_batch.bin}, in an archive or a folder. */
public final class BinaryForm {
    private static final int BATCH_BYTES = CifarRecords.BATCH * CifarRecords.RECORD;

    private BinaryForm() {}

    /** Whether {@code folder} holds the files. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("test_batch.bin"));
    }

    /**
     * Reads an official archive, of this version or of the Python one.
     *
     * @param name of it, for messages
     * @throws DataException when it is not what it should be
     */
    public static CifarRecords archive(String name, InputStream in) throws IOException {
        Batches batches = new Batches(name);
        Tar.read(name, in, new Tar.Visitor() {
            @Override
            public int limit(String file) {
                if (Batches.index(file) < 0) {
                    return 0;
                }
                return file.endsWith(".bin") ? BATCH_BYTES : PythonForm.LIMIT;
            }

            @Override
            public void file(String file, byte[] content) {
                boolean binary = file.endsWith(".bin");
                batches.put(Batches.index(file), binary ? content : PythonForm.records(name + ": " + file, content));
            }
        });
        return batches.records();
    }

    /** Reads a folder. */
    public static CifarRecords folder(Path folder) throws IOException {
        Batches batches = new Batches(folder.toString());
        for (int i = 0; i <= CifarRecords.BATCHES; i++) {
            Path file = folder.resolve(Batches.name(i) + ".bin");
            if (Files.size(file) != BATCH_BYTES) {
                throw new DataException(
                        file + " has " + Files.size(file) + " bytes, but should have " + BATCH_BYTES);
            }
            batches.put(i, Files.readAllBytes(file));
        }
        return batches.records();
    }

    /** The six files, put together. */
    static final class Batches {
        private final String source;
        private final byte[] train = new byte[CifarRecords.BATCHES * BATCH_BYTES];
        private final byte[] test = new byte[BATCH_BYTES];
        private final boolean[] seen = new boolean[CifarRecords.BATCHES + 1];

        Batches(String source) {
            this.source = source;
        }

        /** 0 to 4 for a training batch, 5 for the test batch, -1 for another file. */
        static int index(String file) {
            String name = file.substring(file.lastIndexOf('/') + 1).replaceAll("\\.bin$", "");
            for (int i = 0; i <= CifarRecords.BATCHES; i++) {
                if (name.equals(name(i))) {
                    return i;
                }
            }
            return -1;
        }

        static String name(int index) {
            return index < CifarRecords.BATCHES ? "data_batch_" + (index + 1) : "test_batch";
        }

        void put(int index, byte[] records) {
            if (records.length != BATCH_BYTES) {
                throw new DataException(
                        source + ": " + name(index) + " has " + records.length + " bytes, but should have "
                                + BATCH_BYTES
                                + "; the file is cut off");
            }
            if (index < CifarRecords.BATCHES) {
                System.arraycopy(records, 0, train, index * BATCH_BYTES, BATCH_BYTES);
            } else {
                System.arraycopy(records, 0, test, 0, BATCH_BYTES);
            }
            seen[index] = true;
        }

        CifarRecords records() {
            for (int i = 0; i < seen.length; i++) {
                if (!seen[i]) {
                    throw new DataException(source + " lacks " + name(i) + ": it is cut off, or no CIFAR-10");
                }
            }
            return new CifarRecords(train, test);
        }
    }
}
