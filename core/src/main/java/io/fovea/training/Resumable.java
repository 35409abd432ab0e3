package io.fovea.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A callback that remembers something which a resumed training needs: it is kept in each checkpoint ({@link
 * io.fovea.training.Checkpoints}). A resumed training must have the same resumable callbacks in the same order.
 *
 * <p>Example: {@code save} writes {@code out.writeDouble(best)}, {@code restore} reads {@code best = in.readDouble()}.
 */
public interface Resumable extends Callback {
    /** Writes what it remembers. */
    void save(DataOutput out) throws IOException;

    /**
     * Reads what {@link #save} wrote, after {@link #onTrainBegin}.
     *
     * @param training that goes on; it has the checkpoint's weights and history
     */
    void restore(Training training, DataInput in) throws IOException;
}
