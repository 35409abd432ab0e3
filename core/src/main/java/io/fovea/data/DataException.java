package io.fovea.data;

/** Data that can't be had, or that is not what it should be. The message is for the person who gave it: one clear line. */
public final class DataException extends RuntimeException {
    /** A fault, in words: what was wrong, the value seen, what is allowed. */
    public DataException(String message) {
        super(message);
    }

    /** A fault, in words, with what caused it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
