package io.github.camelpika.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/**
 * Which part of a file an answer has.
 *
 * @param first its first byte, or -1 if it has none
 * @param total the length of the whole file, or -1 if the server doesn't know
 */
record ContentRange(long first, long total) {

    private static final Pattern FORM
            = Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(?:(\\d{1,18})|\\*)", Pattern.CASE_INSENSITIVE);
    private static final ContentRange NONE = new ContentRange(-1, -1);

    static ContentRange of(HttpMessage answer) {
        Header[] headers = answer.getHeaders("Content-Range");
        Matcher matcher = FORM.matcher(headers.length == 1 ? headers[0].getValue().strip() : "");
        if (!matcher.matches()) {
            return NONE;
        }
        return new ContentRange(number(matcher.group(1)), number(matcher.group(3)));
    }

    private static long number(String digits) {
        return digits == null ? -1 : Long.parseLong(digits);
    }
}
