package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.data.DataException;

/** The official Python version: {@code data_batch_1} to {@code 5} and {@code test_batch}, each a pickled dictionary. */
public final class PythonForm {
    private static final int BATCH_BYTES = CifarRecords.BATCH * 3 * CifarRecords.PLANE;

    /** The pictures, labels, and file names of a batch. */
    static final int LIMIT = BATCH_BYTES + (4 << 20);

    private PythonForm() {}

    /** Whether {@code folder} holds the files. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("test_batch"));
    }

    /** Reads a folder. */
    public static CifarRecords folder(Path folder) throws IOException {
        BinaryForm.Batches batches = new BinaryForm.Batches(folder.toString());
        for (int i = 0; i <= CifarRecords.BATCHES; i++) {
            Path file = folder.resolve(BinaryForm.Batches.name(i));
            if (Files.size(file) > LIMIT) {
                throw new DataException(
                        file + " has " + Files.size(file) + " bytes, more than a batch of CIFAR-10 has");
            }
            batches.put(i, records(file.toString(), Files.readAllBytes(file)));
        }
        return batches.records();
    }

    /** The records of a pickled batch. */
    static byte[] records(String file, byte[] pickle) {
        PickledBatch batch = PickledBatch.read(file, pickle);
        if (batch.data().length != BATCH_BYTES || batch.labels().length != CifarRecords.BATCH) {
            throw new DataException(
                    file + " holds " + batch.data().length + " bytes of pictures and " + batch.labels().length
                            + " labels, but should hold " + BATCH_BYTES + " and " + CifarRecords.BATCH);
        }
        byte[] records = new byte[CifarRecords.BATCH * CifarRecords.RECORD];
        for (int i = 0; i < CifarRecords.BATCH; i++) {
            records[i * CifarRecords.RECORD] = (byte) batch.labels()[i];
            System.arraycopy(
                    batch.data(), i * 3 * CifarRecords.PLANE, records, i * CifarRecords.RECORD + 1,
                    3 * CifarRecords.PLANE);
        }
        return records;
    }
}
