package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.GatewayError;

/**
 * The polls of a wait that have failed since the last one that told of the task: how many they are, how long to leave the
 * gateway alone after them, and for how long an answer of a final kind, such as "not found", is still doubted.
 */
final class PollFailures {

    private static final long NEVER = Long.MIN_VALUE;

    private final long permanentAfter;
    private GatewayError last;
    private int count;
    /** Since when all answers are of a final kind. */
    private long finalSince = NEVER;

    /**
     * @param permanentAfter for how long final answers are doubted
     */
    PollFailures(Duration permanentAfter) {
        this.permanentAfter = WaitState.nanos(permanentAfter);
    }

    /**
     * Takes up what another wait for the same task has seen.
     *
     * @param finalAnswersSince null if the last answer isn't of a final kind
     */
    void resume(int failures, Duration finalAnswersSince) {
        count = failures;
        finalSince = finalAnswersSince == null ? NEVER : finalAnswersSince.toNanos();
    }

    void add(GatewayError error, long now) {
        last = error;
        count++;
        if (error.retryable()) {
            finalSince = NEVER;
        } else if (finalSince == NEVER) {
            finalSince = now;
        }
    }

    int count() {
        return count;
    }

    /**
     * The last error, or null if nothing failed since the last answer.
     */
    GatewayError last() {
        return last;
    }

    /**
     * Since when all answers are of a final kind, or null if the last one isn't.
     */
    Duration finalSince() {
        return finalSince == NEVER ? null : Duration.ofNanos(finalSince);
    }

    /**
     * Whether all answers have been of a final kind for so long that they are believed.
     */
    boolean areFinal(long now) {
        return finalSince != NEVER && leftOfDoubt(now) <= 0;
    }

    private long leftOfDoubt(long now) {
        return finalSince + permanentAfter - now;
    }

    /**
     * How long from now until the next poll, in nanoseconds.
     */
    long pause(long now, Backoff backoff) {
        long pause = backoff.delay(count).toNanos();
        if (finalSince != NEVER) {
            pause = Math.min(pause, Math.max(leftOfDoubt(now), WaitState.SHORTEST_NANOS));
        }
        boolean asked = last != null && last.retryAfter() != null;
        return asked ? Math.max(pause, last.retryAfter().toNanos()) : pause;
    }
}
