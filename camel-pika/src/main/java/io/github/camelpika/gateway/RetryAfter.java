package io.github.camelpika.gateway;

import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;

/**
 * The HTTP header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3).
 */
public final class RetryAfter {

    /** A gateway's mistake, or malice, must not stop everything for longer. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {
    }

    /**
     * How long an answer asks to wait, at most ten minutes; null if it doesn't, or makes no sense. A date is taken by the
     * clock of whoever wrote it, which the answer's own {@code Date} tells: his and ours may be minutes apart.
     *
     * @param now by this side's clock, for an answer without a date
     */
    public static Duration of(HttpResponse response, Instant now) {
        String text = text(response, HttpHeaders.RETRY_AFTER);
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("\\d+")) {
            return bounded(Duration.ofSeconds(Long.parseLong(text.length() > 9 ? "999999999" : text)));
        }
        Instant until = DateUtils.parseStandardDate(text);
        if (until == null) {
            return null;
        }
        Instant theirs = DateUtils.parseStandardDate(text(response, HttpHeaders.DATE));
        return bounded(Duration.between(theirs == null ? now : theirs, until));
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static String text(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue().strip();
    }
}
