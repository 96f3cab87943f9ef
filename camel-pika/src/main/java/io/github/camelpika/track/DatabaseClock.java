package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.Clock;
import io.github.camelpika.time.Timer;

/**
 * The database's clock, which all nodes share. A node whose own clock is off by seconds would call the others dead, and
 * give out what they are working on.
 */
final class DatabaseClock implements Clock {

    private final Timer timer;
    private volatile Set set;

    private record Set(Instant database, long nanos) {
    }

    DatabaseClock(Timer timer) {
        this.timer = timer;
        this.set = new Set(timer.now(), timer.nanos());
    }

    /**
     * @param before when the database was asked, in the timer's nanoseconds; its answer is of halfway until now
     */
    void set(Instant database, long before) {
        set = new Set(database, before + (timer.nanos() - before) / 2);
    }

    @Override
    public Instant now() {
        Set latest = set;
        return latest.database.plusNanos(timer.nanos() - latest.nanos);
    }

    /**
     * A moment by this machine's clock, by the database's.
     */
    Instant here(Instant moment) {
        return now().minus(Duration.between(moment, timer.now()));
    }
}
