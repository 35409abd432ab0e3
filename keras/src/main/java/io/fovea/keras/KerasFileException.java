package io.fovea.keras;

import java.io.IOException;

import io.fovea.files.OneLine;

/** A file is no model that can be read, or a model can't be written in Keras's format; the message is one line with the reason. */
public final class KerasFileException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 4000;

    /** With a message for the person who gave the file. */
    public KerasFileException(String message) {
        super(OneLine.of(message, LONGEST));
    }

    /** With a message for the person who gave the file, and what happened underneath. */
    public KerasFileException(String message, Throwable cause) {
        super(OneLine.of(message, LONGEST), cause);
    }
}
