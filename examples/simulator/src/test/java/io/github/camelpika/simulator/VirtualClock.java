package io.github.camelpika.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

final class VirtualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2025-03-10T06:23:37Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advanceSeconds(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
