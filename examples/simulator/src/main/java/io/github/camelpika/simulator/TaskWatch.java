package io.github.camelpika.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What moves after a task was accepted: the clock, how often it was asked for, whether it was cancelled. */
public final class TaskWatch {

    private final InstantSource clock;
    private final AtomicLong queries = new AtomicLong();
    private Instant cancelledAt;

    TaskWatch(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void countQuery() {
        queries.incrementAndGet();
    }

    synchronized boolean cancelIf(Predicate<Instant> possible) {
        Instant now = clock.instant();
        if (!possible.test(now)) {
            return false;
        }
        cancelledAt = now;
        return true;
    }

    synchronized Optional<Instant> cancelledAt() {
        return Optional.ofNullable(cancelledAt);
    }

    synchronized boolean isCancelledAt(Instant instant) {
        return cancelledAt != null && !instant.isBefore(cancelledAt);
    }

    long queries() {
        return queries.get();
    }
}
