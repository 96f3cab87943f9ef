package io.github.camelpika.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import io.github.camelpika.wait.BoundedMap;

/**
 * How often callbacks may have the gateway asked about tasks for a submission whose fate is not known. A gateway names one
 * task, a few times; who guesses names many, and each costs a turn at the gateway.
 */
final class AskLimit {

    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);
    private static final int MOST_SUBMISSIONS = 1_000;

    private final Map<String, Deque<Long>> asked = new BoundedMap<>(MOST_SUBMISSIONS);

    /**
     * Whether once more is not too often; it then counts.
     *
     * @param now by a clock of nanoseconds
     */
    synchronized boolean mayAsk(String submission, long now) {
        Deque<Long> times = asked.computeIfAbsent(submission, each -> new ArrayDeque<>(MOST));
        while (!times.isEmpty() && now - times.peekFirst() >= WITHIN.toNanos()) {
            times.pollFirst();
        }
        return times.size() < MOST && times.add(now);
    }
}
