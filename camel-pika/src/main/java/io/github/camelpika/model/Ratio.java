package io.github.camelpika.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a picture, width to height.
 */
public record Ratio(int width, int height) {

    /** What is asked for where nobody says otherwise: the shape of a television. */
    public static final Ratio DEFAULT = new Ratio(16, 9);

    /** The narrowest and the widest that the plain dialect's documentation allows for {@code aspectRatio}. */
    private static final double NARROWEST = 0.4;
    private static final double WIDEST = 2.5;

    private static final Pattern FORM = Pattern.compile("\\s*([1-9]\\d{0,3})\\s*[:x]\\s*([1-9]\\d{0,3})\\s*");
    private static final Pattern BARE_NUMBER = Pattern.compile("\\s*\\d+([.,]\\d+)?\\s*");

    /**
     * Reads {@code 16:9} or {@code 16x9}.
     */
    public static Optional<Ratio> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Ratio(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * What is wrong with a ratio as somebody wrote it, or null.
     */
    static String problemWith(String text) {
        if (BARE_NUMBER.matcher(text).matches()) {
            return "ratio '" + text + "' is a bare number: write it as width:height in quotes, as in '16:9'"
                   + " (YAML reads an unquoted 16:9 as 969), or as 16x9";
        }
        Optional<Ratio> ratio = parse(text);
        if (ratio.isEmpty()) {
            return "ratio '" + text + "' can't be read: write it as width:height, as in 16:9, 9:16, 1:1, 5:2, 4:5 or 4:3";
        }
        double value = ratio.get().asNumber();
        if (value < NARROWEST || value > WIDEST) {
            return "ratio '" + text + "' is outside what gateways make: from 2:5 to 5:2";
        }
        return null;
    }

    public double asNumber() {
        return (double) width / height;
    }

    @Override
    public String toString() {
        return width + ":" + height;
    }
}
