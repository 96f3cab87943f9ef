package io.github.camelpika.rivals;

import java.time.Duration;

/**
 * Where a job goes when it is done, in lines that whoever started this process reads, also after it was killed.
 */
final class HandOver {

    static final String DONE = "DONE";

    private final Duration takes;

    HandOver(Duration takes) {
        this.takes = takes;
    }

    void take(String key) {
        take(key, DONE);
    }

    /**
     * @param outcome {@link #DONE}, or what became of the job instead
     */
    void take(String key, String outcome) {
        Event.BEGUN.tell(key);
        try {
            Thread.sleep(takes.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Event.HANDED.tell(key + " " + outcome);
    }
}
