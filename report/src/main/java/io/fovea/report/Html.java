package io.fovea.report;

import java.util.Locale;

/** Text as HTML wants it, in a form that XML parsers read as well. */
final class Html {
    private Html() {}

    /**
     * Text that shows as it is, in an element or in a quoted attribute. Characters that no page may hold become
     * U+FFFD.
     */
    static String escape(String text) {
        StringBuilder html = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(allowed(c) ? c : 0xfffd);
            }
        });
        return html.toString();
    }

    private static boolean allowed(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7f && c < 0xa0;
        boolean halfCharacter = c >= 0xd800 && c < 0xe000;
        return !control && !halfCharacter && (c & 0xfffe) != 0xfffe;
    }

    /** A share as per cent with one decimal; a dash if it is no number. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** A number with three decimals; a dash if it is none. */
    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A whole number with separators. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A time in the units that a person would use. */
    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60);
    }
}
