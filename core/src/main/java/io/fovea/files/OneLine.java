package io.fovea.files;

/**
 * Text from a file that is not trusted, for a message of one line: it may hold line breaks, commands for a terminal, or megabytes.
 */
public final class OneLine {
    private OneLine() {}

    /** The text without control characters, its middle left out where it is longer than {@code longest}. */
    public static String of(String text, int longest) {
        String line = text.length() <= longest
                ? text
                : text.substring(0, longest / 2) + " … " + text.substring(text.length() - longest / 2);
        return line.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
