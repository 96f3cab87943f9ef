package io.github.camelpika.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * The HTTP header {@code Retry-After}: seconds, or a date.
 */
public final class RetryAfter {

    /** A gateway's mistake, or malice, must not stop everything for longer. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {
    }

    /**
     * How long to wait, at most ten minutes; null if the header is absent or makes no sense.
     */
    public static Duration parse(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.strip();
        try {
            Duration wait = text.matches("\\d+")
                    ? Duration.ofSeconds(Long.parseLong(text.length() > 9 ? "999999999" : text))
                    : Duration.between(now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
