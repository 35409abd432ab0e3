package io.fovea.data;

/** An image file that can't be decoded; others of the same data set may be fine. */
final class BrokenImageException extends DataException {
    BrokenImageException(String message) {
        super(message);
    }

    BrokenImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
