package io.github.camelpika.download;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/**
 * What a server said about a file when it sent it from its start: enough to see that another answer is of another one.
 * That it is of the same one is proved by its bytes. Its address is no part of it, as a fresh one is signed anew.
 *
 * @param etag         an ETag as it came, strong or weak, or null
 * @param lastModified the date as it came, or null
 * @param length       of the whole file in bytes, or -1
 * @param contentType  or null
 * @param digest       a sum over the whole file, or null
 */
record Representation(String etag, String lastModified, long length, String contentType, ContentDigest digest) {

    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    private static final Pattern ETAG = Pattern.compile("(W/)?" + STRONG);

    Representation {
        etag = etag != null && ETAG.matcher(etag).matches() ? etag : null;
        lastModified = date(lastModified) == null ? null : lastModified;
    }

    /**
     * From an answer with the whole file.
     */
    static Representation of(HttpMessage answer, long length, String contentType) {
        return new Representation(value(answer, "ETag"), value(answer, "Last-Modified"), length, contentType,
                ContentDigest.of(answer, true));
    }

    /**
     * The same with what an answer with a part of it says.
     *
     * @param total the length of the whole file as this answer says, or -1
     */
    Representation and(HttpMessage part, long total) {
        return new Representation(etag, lastModified, length >= 0 ? length : total, contentType,
                digest != null ? digest : ContentDigest.of(part, false));
    }

    /**
     * An ETag that changes with each byte, so that a request for the rest can be tied to it, or null.
     */
    String strongEtag() {
        return etag != null && STRONG.matcher(etag).matches() ? etag : null;
    }

    /**
     * Whether nothing that an answer with a part says contradicts that it is of the same bytes.
     *
     * @param total the length of the whole file as this answer says, or -1
     */
    boolean canBeOf(HttpMessage answer, long total) {
        if (total >= 0 && length >= 0 && total != length) {
            return false;
        }
        if (etag != null && !etag.equals(value(answer, "ETag"))) {
            return false;
        }
        // RFC 9110 15.3.7 lets a server leave the date out of a part
        String date = value(answer, "Last-Modified");
        return strongEtag() != null || date == null || lastModified == null || date.equals(lastModified);
    }

    /**
     * Whether a server says two lengths of what it calls the same.
     */
    boolean contradicts(Representation whole) {
        return strongEtag() != null && etag.equals(whole.etag) && length >= 0 && whole.length >= 0 && length != whole.length;
    }

    private static ZonedDateTime date(String text) {
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
