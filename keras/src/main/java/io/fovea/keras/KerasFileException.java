package io.fovea.keras;

import java.io.IOException;

/** A file is no model that can be read, or a model can't be said in Keras's terms; the message says what is in the way. */
public final class KerasFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message for the person who gave the file. */
    public KerasFileException(String message) {
        super(message);
    }

    /** With a message for the person who gave the file, and what happened underneath. */
    public KerasFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
