package io.github.camelpika.gateway;

import java.util.regex.Pattern;

import static java.util.stream.Collectors.joining;

/**
 * Takes the key out of what others wrote, before it gets into a log, an exception or a header: a server may echo what it
 * got. The key is found in each way that JSON and URLs can write it.
 */
public final class KeyScrub {

    /** A shorter text is no key, and to take it out would make a riddle of every message. */
    private static final int SHORTEST = 6;

    private final String plain;
    private final Pattern key;

    /**
     * @param key may be null
     */
    public KeyScrub(String key) {
        this.plain = key;
        this.key = key == null || key.length() < SHORTEST ? null : anyhow(key);
    }

    /**
     * The text with stars in place of the key; null stays null.
     */
    public String scrub(String text) {
        return text == null || key == null || !mayHoldKey(text) ? text : key.matcher(text).replaceAll("***");
    }

    /**
     * Most answers don't, and to look for each way to write it takes longer than to read the answer.
     */
    private boolean mayHoldKey(String text) {
        return text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.contains(plain);
    }

    /**
     * The text, also if some of its characters are escaped as in JSON or in a URL.
     */
    private static Pattern anyhow(String text) {
        return Pattern.compile(text.chars()
                .mapToObj(c -> String.format("(?:\\\\?%s|\\\\u(?i:%04x)|%%(?i:%02x))", Pattern.quote("" + (char) c), c, c))
                .collect(joining()));
    }
}
