package io.github.camelpika.download;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/**
 * What a server said about a file when it sent it from its start: enough to tell whether another answer goes on with the
 * same bytes. Its address is no part of it, as a fresh one is signed anew.
 *
 * @param etag         a strong ETag with its quotes, or null: a weak one stays the same when bytes change
 * @param lastModified the date, if it is so old that no second change can have the same one, or null
 * @param length       of the whole file in bytes, or -1
 * @param contentType  or null
 * @param digest       a sum over the whole file, or null
 */
record Representation(String etag, String lastModified, long length, String contentType, Digest digest) {

    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    /** RFC 9110 8.8.2.2 leaves it to the client; RFC 7232 said a minute, in which two clocks agree. */
    private static final Duration OLD_ENOUGH = Duration.ofMinutes(1);

    /**
     * From an answer with the whole file.
     */
    static Representation of(HttpMessage answer, long length, String contentType) {
        return new Representation(strong(value(answer, "ETag")), old(answer), length, contentType,
                Digest.of(answer, true));
    }

    /**
     * The same with what an answer with a part of it says.
     *
     * @param total the length of the whole file as this answer says, or -1
     */
    Representation and(HttpMessage part, long total) {
        return new Representation(etag, lastModified, length >= 0 ? length : total, contentType,
                digest != null ? digest : Digest.of(part, false));
    }

    /**
     * What a request for the rest is tied to, so that the rest of another file never comes; null if nothing holds.
     */
    String ifRange() {
        return etag != null ? etag : lastModified;
    }

    /**
     * Whether an answer with a part, or without any, is about the same bytes. If-Range was asked for, but not every
     * server knows it.
     *
     * @param total the length of the whole file as this answer says, or -1
     */
    boolean isAlsoOf(HttpMessage answer, long total) {
        if (total >= 0 && length >= 0 && total != length) {
            return false;
        }
        if (etag != null) {
            return etag.equals(value(answer, "ETag"));
        }
        // RFC 9110 15.3.7 lets a server leave the date out of a part
        String date = value(answer, "Last-Modified");
        return date == null || date.equals(lastModified);
    }

    static String strong(String etag) {
        return etag != null && STRONG.matcher(etag).matches() ? etag : null;
    }

    private static String old(HttpMessage answer) {
        String modified = value(answer, "Last-Modified");
        ZonedDateTime then = date(modified);
        ZonedDateTime now = date(value(answer, "Date"));
        return then == null || now == null || then.plus(OLD_ENOUGH).isAfter(now) ? null : modified;
    }

    static ZonedDateTime date(String text) {
        try {
            return text == null ? null : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String value(HttpMessage answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null ? null : header.getValue().strip();
    }
}
