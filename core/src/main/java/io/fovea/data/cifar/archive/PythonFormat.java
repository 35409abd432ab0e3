package io.fovea.data.cifar.archive;

import java.io.IOException;

import io.fovea.data.DataException;
import io.fovea.data.cifar.archive.PickleValue.Entries;
import io.fovea.data.cifar.archive.PickleValue.Items;
import io.fovea.data.cifar.archive.PickleValue.NumpyArray;
import io.fovea.data.cifar.archive.PickleValue.Text;
import io.fovea.data.cifar.archive.PickleValue.Whole;

/**
 * The official python form: {@code data_batch_1} … {@code data_batch_5} and {@code test_batch}, each a pickled dictionary
 * with {@code labels}, a list of numbers, and {@code data}, an array of 10,000 x 3,072 bytes: planes of red, green and blue.
 */
record PythonFormat() implements BatchFormat {
    @Override
    public boolean knows(String name) {
        return BatchFormat.batch(name, "") >= 0;
    }

    @Override
    public String testFile() {
        return "test_batch";
    }

    @Override
    public void read(ArchiveEntry part, CifarImages into) throws IOException {
        int count = into.perBatch();
        // Beside its 3,072 bytes an image has a label and a file name.
        byte[] pickle = part.all(count * (CifarImages.IMAGE + 256L) + 4096);
        if (!(Pickle.read(pickle, 8 * count + 1000) instanceof Entries(var entries))
                || !(entries.get("labels") instanceof Items(var labels))
                || !(entries.get("data") instanceof NumpyArray data)) {
            throw new DataException(part.name() + " is not a dictionary with a list 'labels' and an array 'data'");
        }
        if (labels.size() != count) {
            throw new DataException(part.name() + " has " + labels.size() + " labels, not " + count);
        }
        Text pixels = data.bytes(count, CifarImages.IMAGE);
        int first = BatchFormat.batch(part.name(), "") * count;
        for (int i = 0; i < count; i++) {
            if (!(labels.get(i) instanceof Whole(long label))) {
                throw new DataException(part.name() + ": label " + i + " is not a number");
            }
            into.label(first + i, label);
            into.planes(first + i, pickle, pixels.from() + i * CifarImages.IMAGE);
        }
    }
}
