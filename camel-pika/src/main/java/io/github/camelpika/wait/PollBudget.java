package io.github.camelpika.wait;

import java.time.Duration;

/**
 * What a schedule may spend.
 *
 * @param interval of the fixed schedule that it is measured by
 * @param aim      what it has in common with that one
 */
record PollBudget(Duration interval, AdaptiveSchedule.Aim aim) {

    private static final double SHORTEST_SECONDS = 0.25;

    double seconds() {
        return AdaptiveSchedule.seconds(interval);
    }

    /**
     * The shortest interval: more often than four times a second is no use to anybody, unless asked for.
     */
    double shortest() {
        return Math.min(SHORTEST_SECONDS, seconds());
    }

    /**
     * The longest interval, where hardly any task ends.
     */
    double longest() {
        return 3 * seconds();
    }

    /**
     * The longest interval where tasks do end, so that hardly any is told of later than that.
     */
    double longestWhereTasksEnd() {
        return 2 * seconds();
    }
}
