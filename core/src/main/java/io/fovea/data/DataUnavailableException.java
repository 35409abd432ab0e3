package io.fovea.data;

/** Data that can't be downloaded, because no source can be reached or answers. Nothing is wrong with any data. */
public final class DataUnavailableException extends DataException {
    /** What can't be reached, and what to do. */
    public DataUnavailableException(String message) {
        super(message);
    }

    /** What can't be reached, with the cause. */
    public DataUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
