package io.fovea.keras;

import java.io.IOException;

/** A file is no model that can be read, or a model can't be written in Keras's format; the message is one line with the reason. */
public final class KerasFileException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 4000;

    /** With a message for the person who gave the file. */
    public KerasFileException(String message) {
        super(oneLine(message));
    }

    /** With a message for the person who gave the file, and what happened underneath. */
    public KerasFileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names and values in a message come from the file: they may hold line breaks, commands for a terminal, or megabytes. */
    private static String oneLine(String message) {
        String line = message.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        if (line.length() <= LONGEST) {
            return line;
        }
        return line.substring(0, LONGEST / 2) + " … " + line.substring(line.length() - LONGEST / 2);
    }
}
