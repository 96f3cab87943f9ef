package io.github.camelpika.simulator;

import java.time.Duration;

/**
 * How often a callback that was not taken is posted again.
 *
 * @param timeout  how long its answer may take
 * @param pause    before the second try; doubles from try to try
 * @param patience no try later than this after the first
 */
record CallbackPolicy(Duration timeout, Duration pause, Duration patience) {

    /** No gateway of the four documents that it tries again. */
    static final CallbackPolicy ONCE =
            new CallbackPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ZERO);

    /** fal documents 15 s, and tries for about an hour with growing pauses; the first pause is a guess. */
    static final CallbackPolicy FOR_AN_HOUR =
            new CallbackPolicy(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofHours(1));
}
