package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by both clocks of a process. While the machine sleeps the wall clock goes on and the other one stands still;
 * where somebody sets the wall clock, only that one jumps.
 */
public record Moment(Instant wall, long nanos) {

    public static Moment of(TimeSource time) {
        return new Moment(time.now(), time.nanos());
    }

    /**
     * The time since then that this process was awake.
     */
    public Duration awake(TimeSource time) {
        return Duration.ofNanos(time.nanos() - nanos);
    }

    /**
     * The longest time that may have gone by since then, asleep or awake.
     */
    public Duration atMost(TimeSource time) {
        Duration awake = awake(time);
        Duration byTheWall = Duration.between(wall, time.now());
        return awake.compareTo(byTheWall) > 0 ? awake : byTheWall;
    }

    /**
     * How far the two clocks have come apart since then: what was measured with one of them is worth no more than that.
     */
    public Duration doubt(TimeSource time) {
        return Duration.between(wall, time.now()).minus(awake(time)).abs();
    }
}
