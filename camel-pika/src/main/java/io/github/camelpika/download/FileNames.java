package io.github.camelpika.download;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes names for files out of text that nobody vouches for.
 */
public final class FileNames {

    /** What some file system or shell takes for something else, and halves of characters, which have no bytes. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}:*?\"<>|]");
    /** A part that starts with these is hidden, and Windows drops them at the end. */
    private static final Pattern OUTER_DOTS_AND_SPACES = Pattern.compile("^[.\\s\\p{Z}]+|[.\\s\\p{Z}]+$");
    /** Windows takes these for devices, whatever ending they have. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d) *(\\..*)?");
    /** File systems take 255 bytes, and a character can be three. */
    private static final int LONGEST_PART = 80;

    private FileNames() {
    }

    /**
     * A relative path without any step that leads elsewhere: no root, no drive, no {@code ..}, nothing hidden.
     * Empty if nothing is left.
     */
    public static String clean(String name) {
        List<String> parts = Arrays.stream(name.replace('\\', '/').split("/"))
                .map(part -> OUTER_DOTS_AND_SPACES.matcher(part).replaceAll(""))
                .filter(part -> !part.isEmpty())
                // after the cut, which may go through the middle of a character
                .map(part -> UNSAFE.matcher(shorten(part)).replaceAll("_"))
                .map(part -> DEVICE.matcher(part).matches() ? "_" + part : part)
                .toList();
        return String.join("/", parts);
    }

    /**
     * Cuts the middle out, so that the ending stays, and puts a sum of the whole in its place: names that differ only
     * there must not become one.
     */
    private static String shorten(String part) {
        if (part.length() <= LONGEST_PART) {
            return part;
        }
        return part.substring(0, LONGEST_PART - 37) + "_" + hash(part, 8) + "_" + part.substring(part.length() - 19);
    }

    /**
     * A name for a text, of two letters for each byte, that hardly any other text has.
     */
    static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The name without its ending.
     */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }
}
