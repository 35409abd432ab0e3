package io.fovea.data.cifar;

import java.io.IOException;

import io.fovea.data.DataException;

/** One of the forms that the batches of CIFAR-10 come in. The names of the files tell the forms apart. */
sealed interface PartFormat permits BinaryFormat, PythonFormat, PngFormat {
    /** Whether a file of this name belongs to this form. */
    boolean knows(String name);

    /** The file that the batch for testing is in. */
    String testFile();

    /**
     * Takes the pictures and labels of a file that this form knows.
     *
     * @throws DataException when the file is not what it should be
     */
    void read(Part part, CifarPictures into) throws IOException;

    /** The batch of a file {@code data_batch_1} … {@code data_batch_5} (0 to 4) or {@code test_batch} (5), else -1. */
    static int batch(String name, String suffix) {
        if (name.equals("test_batch" + suffix)) {
            return CifarPictures.BATCHES - 1;
        }
        for (int batch = 1; batch < CifarPictures.BATCHES; batch++) {
            if (name.equals("data_batch_" + batch + suffix)) {
                return batch - 1;
            }
        }
        return -1;
    }
}
