package io.github.camelpika.runtime;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The days of a report.
 *
 * @param from the first one
 * @param to   the last one
 */
public record ReportDays(LocalDate from, LocalDate to) {

    /** The last day that is over. */
    public static final String DEFAULT = "yesterday";

    /**
     * @param  text                     {@code today}, {@code yesterday}, {@code month} (this one until now), a day such as
     *                                  2026-01-31, or two of them with a slash between
     * @throws IllegalArgumentException if it is none of these
     */
    public static ReportDays of(String text, LocalDate today) {
        String days = text.strip();
        try {
            return switch (days) {
                case "today" -> new ReportDays(today, today);
                case DEFAULT -> new ReportDays(today.minusDays(1), today.minusDays(1));
                case "month" -> new ReportDays(today.withDayOfMonth(1), today);
                default -> {
                    int slash = days.indexOf('/');
                    LocalDate from = LocalDate.parse(slash < 0 ? days : days.substring(0, slash));
                    yield new ReportDays(from, slash < 0 ? from : LocalDate.parse(days.substring(slash + 1)));
                }
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("reportDays '" + text + "' is not valid: use today, yesterday, month, a day such as"
                                               + " 2026-01-31, or two of them with a slash between", e);
        }
    }
}
