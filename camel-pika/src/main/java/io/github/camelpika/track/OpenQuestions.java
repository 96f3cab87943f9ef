package io.github.camelpika.track;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.BoundedMap;
import io.github.camelpika.wait.GatewayAccess;

/**
 * The questions after tasks of one consumer that are under way. A thread waits for an answer that comes soon, as nearly all do.
 * What takes longer is left open, and the task is looked at again when the answer is there: so a gateway that says nothing,
 * or at whose door many stand, keeps no thread from tasks of others.
 */
final class OpenQuestions {

    /** Longer than a gateway takes that is well. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Few enough to be held in memory for each of many gateways, and more than it is asked within a minute by default. */
    private static final int MOST_OF_ORIGIN = 1_000;
    /** Answers that nobody has taken yet; one that is forgotten, as its task was looked at elsewhere, say, is asked for again. */
    private static final int MOST_ANSWERED = 1_000;

    private final Timer timer;
    private final String queue;
    private final int mostWaiting;
    private final Map<String, OpenQuestion> open = new HashMap<>();
    private final Map<String, OpenQuestion> answered = new BoundedMap<>(MOST_ANSWERED);
    private final Map<String, Integer> leftOfOrigin = new HashMap<>();
    private int waiting;
    private boolean stopped;

    /**
     * @param threads how many there are, of which a few never wait
     */
    OpenQuestions(Timer timer, String queue, int threads) {
        this.timer = timer;
        this.queue = queue;
        this.mostWaiting = threads - Math.max(1, threads / 4);
    }

    /**
     * The one that is open after the task, or whose answer nobody has taken yet; or null.
     */
    synchronized OpenQuestion after(TaskRow row) {
        OpenQuestion there = open.get(row.task().id());
        if (there != null) {
            return there;
        }
        OpenQuestion over = answered.remove(row.task().id());
        return over != null && over.isAbout(row) ? over : null;
    }

    /**
     * Asks when the turn comes, and waits for the answer if it may be worth it.
     *
     * @param  age  how long ago the task was accepted, or null if nobody knows
     * @param  most after so long it is over
     * @return      empty if there are so many open ones at this gateway that one more has to wait for its place
     */
    Optional<OpenQuestion> ask(GatewayAccess access, TaskRow row, Duration age, int failures, Duration most)
            throws InterruptedException {
        String id = row.task().id();
        OpenQuestion question = new OpenQuestion(row, failures);
        boolean waits;
        synchronized (this) {
            int left = leftOfOrigin.getOrDefault(question.origin(), 0);
            if (left >= MOST_OF_ORIGIN) {
                return Optional.empty();
            }
            open.put(id, question);
            // where one has been left already, the next one would most likely be left, too
            waits = left == 0 && waiting < mostWaiting;
            waiting += waits ? 1 : 0;
            if (stopped) {
                question.over(Optional.empty());
            }
        }
        try {
            Timer.Alarm alarm = timer.schedule(most, () -> question.over(Optional.empty()));
            question.whenOver(alarm::cancel);
            access.query(row.task().task().taskId(), queue, age, () -> !question.isOver(), told -> question.over(Optional.of(told)));
            if (waits) {
                waitFor(question);
            }
        } catch (RuntimeException | Error e) {
            // nobody will tell it any more
            question.over(Optional.empty());
            throw e;
        } finally {
            leave(id, question, waits);
        }
        return Optional.of(question);
    }

    private void waitFor(OpenQuestion question) throws InterruptedException {
        CountDownLatch overOrLate = new CountDownLatch(1);
        question.whenOver(overOrLate::countDown);
        Timer.Alarm late = timer.schedule(PATIENCE, overOrLate::countDown);
        try {
            overOrLate.await();
        } finally {
            late.cancel();
        }
    }

    private void leave(String id, OpenQuestion question, boolean waited) {
        synchronized (this) {
            waiting -= waited ? 1 : 0;
            if (question.isOver()) {
                open.remove(id, question);
                return;
            }
            leftOfOrigin.merge(question.origin(), 1, Integer::sum);
        }
        question.whenOver(() -> keep(id, question));
    }

    private synchronized void keep(String id, OpenQuestion question) {
        leftOfOrigin.computeIfPresent(question.origin(), (same, left) -> left > 1 ? left - 1 : null);
        open.remove(id, question);
        answered.put(id, question);
    }

    /**
     * In how long there is a place again at a gateway that has none, more or less: not all are to come back at once.
     */
    static Duration untilPlace(GatewayAccess access, Duration atLeast) {
        Duration backlog = access.backlog();
        long millis = Math.max(atLeast.toMillis(), backlog.toMillis());
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis));
    }

    /**
     * Ends all, and each that is asked from now on.
     */
    void stop() {
        List<OpenQuestion> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(open.values());
        }
        all.forEach(question -> question.over(Optional.empty()));
    }
}
