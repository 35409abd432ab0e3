package io.fovea.training;

import java.io.IOException;

/**
 * A training can't be resumed, since it was another one or its checkpoints are damaged, or a checkpoint can't be written. The
 * message says which, and what to do.
 */
public final class CheckpointException extends RuntimeException {
    /** With what went wrong, in words. */
    public CheckpointException(String message) {
        super(message);
    }

    /** With what went wrong with a file, in words, and what it came from. */
    public CheckpointException(String message, IOException cause) {
        super(message, cause);
    }
}
