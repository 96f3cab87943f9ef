package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.kagkarlsson.scheduler.Clock;
import io.github.camelpika.time.Timer;

/**
 * Looks for due wake-ups when this process knows that there will be one. db-scheduler looks so often by itself as other
 * nodes' wake-ups need; looking often enough for one's own would load the database for nothing.
 */
final class DueSoon {

    /** Wake-ups that come due so close together are looked for once. */
    private static final long TOGETHER_MILLIS = 10;

    private final Timer timer;
    private final Clock clock;
    private final Runnable look;
    private final Set<Long> looks = ConcurrentHashMap.newKeySet();

    DueSoon(Timer timer, Clock clock, Runnable look) {
        this.timer = timer;
        this.clock = clock;
        this.look = look;
    }

    void at(Instant time) {
        long millis = time.toEpochMilli();
        long then = millis + TOGETHER_MILLIS - Math.floorMod(millis, TOGETHER_MILLIS);
        if (looks.add(then)) {
            timer.schedule(Duration.between(clock.now(), Instant.ofEpochMilli(then)), () -> {
                looks.remove(then);
                look.run();
            });
        }
    }
}
