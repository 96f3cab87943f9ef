package io.github.camelpika.model;

import java.util.regex.Pattern;

/**
 * Cleans what a gateway wrote before it gets into a log, an exception or a header.
 */
public final class Texts {

    private static final int LONGEST = 500;
    private static final char DELETE = 127;
    private static final Pattern NOT_PRINTED = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+");

    private static final String SCHEME = "(?i)\\b([a-z][a-z0-9+.-]{1,19}://";
    private static final Pattern USER = Pattern.compile(SCHEME + ")[^\\s/?#@]+@");
    private static final Pattern QUERY = Pattern.compile(SCHEME + "[^\\s?#\"'<>]*)[?#][^\\s\"'<>]+");

    private Texts() {
    }

    /**
     * One line of printable text, at most 500 characters; null stays null.
     */
    public static String clean(String text) {
        if (text == null || isClean(text)) {
            return text;
        }
        String start = text.length() > LONGEST * 4 ? text.substring(0, LONGEST * 4) : text;
        String line = NOT_PRINTED.matcher(start).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** Nearly all are, and to see it takes a tenth of the time that cleaning takes. */
    private static boolean isClean(String text) {
        boolean clean = text.length() <= LONGEST;
        for (int i = 0; i < text.length() && clean; i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && i < text.length() - 1;
            clean = c > ' ' && c < DELETE || c == ' ' && inside && text.charAt(i - 1) != ' ';
        }
        return clean;
    }

    /**
     * The beginning of a text, for a line of a log or of a list that many may read: cleaned, without what follows the path
     * in the addresses in it, as that may be a signature. Null stays null.
     *
     * @param most how many characters, at least 4
     */
    public static String brief(String text, int most) {
        if (text == null) {
            return null;
        }
        String line = clean(text);
        if (line.contains("://")) {
            line = QUERY.matcher(USER.matcher(line).replaceAll("$1")).replaceAll("$1?...");
        }
        if (line.length() <= most) {
            return line;
        }
        int end = most - 3;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
