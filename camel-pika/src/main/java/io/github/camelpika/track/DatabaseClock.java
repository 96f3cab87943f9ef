package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.Clock;
import io.github.camelpika.time.Moment;
import io.github.camelpika.time.TimeSource;

/**
 * The database's clock, which all nodes share. A node whose own clock is off by seconds would call the others dead, and
 * give out what they are working on. What it tells between two looks at the database is measured; where this process
 * slept meanwhile, or somebody set its clock, that is worth nothing, and the database is asked at once.
 */
final class DatabaseClock implements Clock {

    /** Clocks are disciplined by some milliseconds all the time; whoever slept did so for longer. */
    private static final Duration MOST_DOUBT = Duration.ofSeconds(1);
    /** Machines' clocks drift apart by some milliseconds in that time. */
    private static final Duration OLD = Duration.ofMinutes(1);

    private final TimeSource time;
    private final Runnable compare;
    private volatile Seen seen;

    private record Seen(Instant database, Moment here) {
    }

    /**
     * @param compare has {@link #set} called with what the database says, if it can be asked now
     */
    DatabaseClock(TimeSource time, Runnable compare) {
        this.time = time;
        this.compare = compare;
        this.seen = new Seen(time.now(), Moment.of(time));
    }

    /**
     * @param before when the database was asked; its answer is of halfway until now
     */
    void set(Instant database, Moment before) {
        Moment now = Moment.of(time);
        seen = new Seen(database.plus(before.awake(time).dividedBy(2)), now);
    }

    @Override
    public Instant now() {
        if (isDoubtful()) {
            compareOnce();
        }
        Seen latest = seen;
        return latest.database.plus(latest.here.awake(time));
    }

    private boolean isDoubtful() {
        return seen.here.doubt(time).compareTo(MOST_DOUBT) > 0;
    }

    /**
     * Whoever comes meanwhile needs the answer, too.
     */
    private synchronized void compareOnce() {
        if (isDoubtful()) {
            compare.run();
        }
    }

    boolean isOld() {
        return seen.here.atMost(time).compareTo(OLD) > 0;
    }

    /**
     * A moment of this process, by the database's clock.
     */
    Instant at(Moment moment) {
        return now().minus(moment.awake(time));
    }
}
