package io.github.camelpika.observe;

import java.time.Duration;

import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.time.Timer;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether waits still wake up. Each look asks the timer to be called, and sees whether it did so for the look before: a
 * timer that is a minute late is dead, and only a restart helps.
 */
final class PikaLiveness extends PikaHealthCheck {

    private static final Duration LATE = Duration.ofMinutes(1);

    private final Timer timer;
    private long asked;
    private boolean called = true;

    PikaLiveness(ComponentServices services) {
        super(services.name() + "-waiter");
        this.timer = services.runtime().timer();
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    synchronized void look(HealthCheckResultBuilder result) {
        long now = timer.nanos();
        if (!called && now - asked > LATE.toNanos()) {
            result.down().message("the timer of the waits has not responded for " + Duration.ofNanos(now - asked).toSeconds() + " s");
            return;
        }
        if (called) {
            called = false;
            asked = now;
            timer.schedule(Duration.ZERO, this::called);
        }
        result.up();
    }

    private synchronized void called() {
        called = true;
    }
}
