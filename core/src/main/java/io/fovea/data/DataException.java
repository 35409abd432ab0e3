package io.fovea.data;

/** Data that can't be read, or are not what they should be. The message is for the person who named them. */
public sealed class DataException extends RuntimeException permits BrokenImageException, DataUnavailableException {
    /** What was wrong, the value seen, what is allowed. */
    public DataException(String message) {
        super(message);
    }

    /** What was wrong, the value seen, what is allowed, with the cause. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
