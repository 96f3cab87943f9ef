package io.github.camelpika.wait;

import java.time.Duration;

/**
 * Learns how long tasks take, and asks when one is likely to be finished. It is measured by the schedule that asks at a
 * fixed interval: with as many polls it knows sooner, or as soon with fewer.
 * <p>
 * Until there are {@value #ENOUGH} samples it is that schedule. After that no interval is longer than three of the fixed
 * ones nor shorter than 250 ms; only the first poll may come later, as long as hardly any task ends in twice the time.
 */
public final class AdaptiveSchedule implements PollSchedule {

    /** With fewer samples nothing can be said of the quarters of a distribution, let alone of its ends. */
    static final int ENOUGH = 20;

    private final LearnedDurations learned;
    private final FixedSchedule fixed;
    private final PollBudget budget;

    /**
     * What a schedule does with what it knows.
     */
    public enum Aim {
        /** As many polls as at the fixed interval, and the shortest delay. */
        LESS_DELAY,
        /** The mean delay of the fixed interval, and the fewest polls. */
        FEWER_POLLS
    }

    /**
     * @param interval the fixed interval to be measured by
     */
    public AdaptiveSchedule(LearnedDurations learned, Duration interval, Aim aim) {
        this.learned = learned;
        this.fixed = new FixedSchedule(interval);
        this.budget = new PollBudget(interval, aim);
    }

    @Override
    public Duration nextPoll(PollMoment moment) {
        DurationEstimate estimate = learned.estimate(moment.gateway(), moment.kind());
        boolean mayBeOld = moment.polls() == 0 && moment.age() == null;
        if (estimate.samples() < ENOUGH || mayBeOld) {
            return fixed.nextPoll(moment);
        }
        return Duration.ofNanos((long) (1e9 * next(moment, estimate)));
    }

    private double next(PollMoment moment, DurationEstimate estimate) {
        PollTable table = estimate.table(budget);
        double age = Math.max(0, seconds(moment.age() == null ? moment.waited() : moment.age()));
        if (moment.polls() == 0) {
            return Math.max(0, table.firstPoll() - age);
        }
        double next = estimate.progress().correct(table.interval(age), age, moment.progress(), budget.seconds());
        // a task that may be older than its wait is none to leave alone
        return moment.age() == null ? Math.min(next, budget.seconds()) : next;
    }

    @Override
    public void ended(SeenDuration end) {
        learned.learn(end);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
