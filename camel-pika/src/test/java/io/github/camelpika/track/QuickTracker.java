package io.github.camelpika.track;

import java.time.Duration;
import javax.sql.DataSource;

import io.github.camelpika.time.Timer;

/**
 * A tracker in a database that gives up an intent after seconds, for tests that wait for it in real time.
 */
public final class QuickTracker {

    /** The tracker gives an owner that is only slow more time than this, so a slow machine doesn't matter. */
    private static final Duration INTENT_LIVES = Duration.ofSeconds(2);

    private QuickTracker() {
    }

    public static TaskTracker of(DataSource dataSource) {
        return of(dataSource, TrackerThreads.timer());
    }

    public static TaskTracker of(DataSource dataSource, Timer timer) {
        JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        tracker.setDataSource(dataSource);
        tracker.setIntentLives(INTENT_LIVES);
        return tracker;
    }
}
