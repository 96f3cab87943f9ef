package io.github.camelpika.wait;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedule of a wait, which may be a bean of the user's: whatever it throws, the wait goes on.
 */
final class GuardedSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedSchedule.class);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final PollSchedule schedule;
    private final String taskId;

    GuardedSchedule(PollSchedule schedule, String taskId) {
        this.schedule = schedule;
        this.taskId = taskId;
    }

    /**
     * In how many nanoseconds the task is to be asked after.
     */
    long nextPoll(PollMoment moment) {
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
    void ended(SeenDuration end) {
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
