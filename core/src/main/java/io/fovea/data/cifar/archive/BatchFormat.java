package io.fovea.data.cifar.archive;

import java.io.IOException;

import io.fovea.data.DataException;

/** One of the forms that the batches of CIFAR-10 come in. The names of the files tell the forms apart. */
sealed interface BatchFormat permits BinaryFormat, PythonFormat, PngFormat {
    /** Whether a file of this name belongs to this form. */
    boolean knows(String name);

    /** The file that the batch for testing is in. */
    String testFile();

    /**
     * Takes the images and labels of a file that this form knows.
     *
     * @throws DataException when the file is not what it should be
     */
    void read(ArchiveEntry part, CifarImages into) throws IOException;

    /** The batch of a file {@code data_batch_1} … {@code data_batch_5} (0 to 4) or {@code test_batch} (5), else -1. */
    static int batch(String name, String suffix) {
        if (name.equals("test_batch" + suffix)) {
            return CifarImages.BATCHES - 1;
        }
        for (int batch = 1; batch < CifarImages.BATCHES; batch++) {
            if (name.equals("data_batch_" + batch + suffix)) {
                return batch - 1;
            }
        }
        return -1;
    }
}
