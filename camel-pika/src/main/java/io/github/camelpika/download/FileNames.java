package io.github.camelpika.download;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes names for files out of text that nobody vouches for.
 */
public final class FileNames {

    private static final Pattern ENDING = Pattern.compile("\\.(mp4|webm|mov|mkv|gif|jpg|jpeg|png|webp)$");
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
     * Cuts the middle out, so that the ending stays.
     */
    private static String shorten(String part) {
        return part.length() <= LONGEST_PART
                ? part
                : part.substring(0, LONGEST_PART - 20) + "_" + part.substring(part.length() - 19);
    }

    /**
     * The ending that the address shows, with its dot; {@code .mp4} where it shows none.
     */
    public static String ending(String address) {
        String path = address.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
        Matcher matcher = ENDING.matcher(path);
        return matcher.find() ? matcher.group() : ".mp4";
    }
}
