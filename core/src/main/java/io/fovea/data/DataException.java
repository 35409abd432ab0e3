package io.fovea.data;

/** Data can't be had or are not what they should be; the message is for the person who gave them. */
public final class DataException extends RuntimeException {
    /** With a message for the person who gave the data. */
    public DataException(String message) {
        super(message);
    }

    /** With a message for the person who gave the data, and what happened underneath. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
