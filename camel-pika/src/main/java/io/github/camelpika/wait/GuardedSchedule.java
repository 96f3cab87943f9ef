package io.github.camelpika.wait;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the schedule of a wait, which may be a bean of the user's: whatever it throws, the wait goes on.
 */
final class GuardedSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedSchedule.class);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private GuardedSchedule() {
    }

    /**
     * In how many nanoseconds the task is to be asked after.
     */
    static long nextPoll(PollSchedule schedule, String taskId, PollMoment moment) {
        try {
            return schedule.nextPoll(moment).toNanos();
        } catch (Throwable e) {
            LOG.warn("The pollSchedule {} failed, so task {} is polled again in a minute", schedule, taskId, e);
            return AFTER_FAILURE.toNanos();
        }
    }

    /**
     * @param end null if nothing is known that could be learned from
     */
    static void ended(PollSchedule schedule, String taskId, SeenDuration end) {
        if (end == null) {
            return;
        }
        try {
            schedule.ended(end);
        } catch (Throwable e) {
            LOG.warn("The pollSchedule {} failed on the end of task {}", schedule, taskId, e);
        }
    }
}
