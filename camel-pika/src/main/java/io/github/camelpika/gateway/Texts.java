package io.github.camelpika.gateway;

import java.util.regex.Pattern;

/**
 * Cleans what a gateway wrote before it gets into a log, an exception or a header.
 */
public final class Texts {

    private static final int LONGEST = 500;
    private static final Pattern NOT_PRINTED = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+");

    private Texts() {
    }

    /**
     * One line of printable text, at most 500 characters; null stays null.
     */
    public static String clean(String text) {
        if (text == null) {
            return null;
        }
        String start = text.length() > LONGEST * 4 ? text.substring(0, LONGEST * 4) : text;
        String line = NOT_PRINTED.matcher(start).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
