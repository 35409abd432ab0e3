package io.fovea.data.cifar.archive;

import java.io.IOException;

import io.fovea.data.DataException;

/**
 * The official binary form: {@code data_batch_1.bin} … {@code data_batch_5.bin} and {@code test_batch.bin}, each of 10,000
 * records of 3,073 bytes: a label, then the planes of red, green and blue.
 */
record BinaryFormat() implements BatchFormat {
    @Override
    public boolean knows(String name) {
        return BatchFormat.batch(name, ".bin") >= 0;
    }

    @Override
    public String testFile() {
        return "test_batch.bin";
    }

    @Override
    public void read(ArchiveEntry part, CifarImages into) throws IOException {
        long expected = (long) into.perBatch() * CifarImages.RECORD;
        if (part.size() != expected) {
            throw new DataException(part.name() + " has " + part.size() + " bytes, but " + into.perBatch()
                    + " records of " + CifarImages.RECORD + " bytes are " + expected);
        }
        int first = BatchFormat.batch(part.name(), ".bin") * into.perBatch();
        byte[] record = new byte[CifarImages.RECORD];
        for (int i = 0; i < into.perBatch(); i++) {
            part.fill(record, record.length);
            into.label(first + i, record[0] & 0xff);
            into.planes(first + i, record, 1);
        }
    }
}
