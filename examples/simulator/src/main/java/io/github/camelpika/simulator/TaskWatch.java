package io.github.camelpika.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** What moves after a task was accepted: the simulator's clock, and how often the task was asked for. */
public final class TaskWatch {

    private final InstantSource clock;
    private final AtomicLong queries = new AtomicLong();

    TaskWatch(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void countQuery() {
        queries.incrementAndGet();
    }

    long queries() {
        return queries.get();
    }
}
