package io.github.camelpika;

import java.time.Duration;
import java.util.List;

import org.apache.camel.util.TimeUtils;

/**
 * Finds durations that can't be intended. Most of them are numbers without a unit: Camel reads 45 as 45 ms, and a wait
 * of 45 ms gives up a video that was paid for.
 */
final class DurationCheck {

    /** Ten polls of one task in a second would use up the default rate limit of all. */
    static final Duration LEAST_POLL_INTERVAL = Duration.ofMillis(100);
    /** It doubles with each failure: from less, ten tries would be over before anybody can have mended anything. */
    static final Duration LEAST_DELIVERY_DELAY = Duration.ofMillis(100);
    /** A call takes as long, so that less would be no patience at all. */
    static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
    /** A connection takes a part of it already. */
    static final Duration LEAST_DOWNLOAD = Duration.ofSeconds(1);
    /** Alarms are set in nanoseconds. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final List<String> problems;

    /**
     * @param problems gets a sentence for each mistake
     */
    DurationCheck(List<String> problems) {
        this.problems = problems;
    }

    /**
     * A wait in which there is time for no poll is none.
     */
    void wait(String option, Duration value, Duration pollInterval) {
        if (isUsable(option, value) && pollInterval != null && value.compareTo(pollInterval) < 0) {
            problems.add(option + "=" + text(value) + " is shorter than pollInterval=" + text(pollInterval)
                         + ", so it would end before the gateway is asked: " + wayOut(value));
        }
    }

    void atLeast(String option, Duration value, Duration least) {
        if (isUsable(option, value) && value.compareTo(least) < 0) {
            problems.add(option + "=" + text(value) + " is too short: it must be " + text(least) + " or more. " + wayOut(value));
        }
    }

    private boolean isUsable(String option, Duration value) {
        if (value == null || value.isZero() || value.isNegative()) {
            problems.add(option + " '" + value + "' is not valid: it must be a duration above 0, as in 30s");
            return false;
        }
        if (value.compareTo(LONGEST) > 0) {
            problems.add(option + "=" + value.toDays() + "d is too long: it must be " + LONGEST.toDays() + "d or less");
            return false;
        }
        return true;
    }

    private static String wayOut(Duration value) {
        boolean seconds = value.toMillisPart() == 0;
        return (seconds ? "" : "did you mean " + value.toMillis() + "s? ")
               + "A number without a unit is in milliseconds: add a unit, as in 30s, 5m or 1h30m";
    }

    private static String text(Duration value) {
        return value.toMillisPart() == 0 ? TimeUtils.printDuration(value, false) : value.toMillis() + "ms";
    }
}
