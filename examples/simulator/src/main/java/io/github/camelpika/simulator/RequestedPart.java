package io.github.camelpika.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which part of some content a Range header asks for. */
sealed interface RequestedPart {

    /** No range, several, or one that is not understood: RFC 9110 lets a server send the whole. */
    record Whole() implements RequestedPart {}

    /** From the first byte to the last, both included. */
    record Range(long first, long last) implements RequestedPart {}

    record Unsatisfiable() implements RequestedPart {}

    Pattern SINGLE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static RequestedPart of(String header, long length) {
        Matcher matcher = SINGLE_RANGE.matcher(header);
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), length);
        }
        return range(Long.parseLong(first), last.isEmpty() ? length - 1 : Long.parseLong(last), length);
    }

    private static RequestedPart suffix(long count, long length) {
        return count == 0 || length == 0 ? new Unsatisfiable() : new Range(Math.max(0, length - count), length - 1);
    }

    private static RequestedPart range(long first, long last, long length) {
        if (first >= length) {
            return new Unsatisfiable();
        }
        return last < first ? new Whole() : new Range(first, Math.min(last, length - 1));
    }
}
