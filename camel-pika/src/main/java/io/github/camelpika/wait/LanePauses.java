package io.github.camelpika.wait;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Throttle.Lane;

/**
 * For how long the gateway has asked each lane to pause. All under the throttle's lock.
 */
final class LanePauses {

    private final Timer timer;
    private final Backoff backoff;
    private final Map<Lane, Integer> strikes = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> pausedUntil = new EnumMap<>(Lane.class);

    LanePauses(Timer timer, Backoff backoff) {
        this.timer = timer;
        this.backoff = backoff;
        for (Lane lane : Lane.values()) {
            pausedUntil.put(lane, timer.nanos() - 1);
            strikes.put(lane, 0);
        }
    }

    /**
     * @param retryAfter what the gateway asked for, or null; zero is no answer to how long
     */
    void slowDown(Lane lane, Duration retryAfter) {
        if (retryAfter != null && !retryAfter.isZero()) {
            pause(lane, retryAfter);
        } else if (nanos(lane) <= 0) {
            // answers to calls that were under way before the pause are no further strike
            pause(lane, backoff.delay(strikes.merge(lane, 1, Integer::sum)));
        }
    }

    private void pause(Lane lane, Duration duration) {
        long until = timer.nanos() + duration.toNanos();
        for (Lane each : Lane.values()) {
            boolean concerned = each == lane || lane == Lane.QUERIES;
            if (concerned && until - pausedUntil.get(each) > 0) {
                pausedUntil.put(each, until);
            }
        }
    }

    void wentWell(Lane lane) {
        strikes.put(lane, 0);
    }

    /**
     * How long the pause of a lane still lasts; 0 or less if there is none.
     */
    long nanos(Lane lane) {
        return pausedUntil.get(lane) - timer.nanos();
    }
}
