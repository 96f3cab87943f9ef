package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.time.Timer;

/**
 * The door to one gateway for one key: so many calls a second and no more, in any second that one looks at. Calls wait
 * here without a thread. Submissions and queries take turns, so that neither starves behind the other.
 */
public final class Throttle {

    private final Timer timer;
    private final Executor workers;
    private final Backoff backoff;
    private final long window;
    /** When the last calls were let through; the oldest of them stands at {@code next}. */
    private final long[] passed;
    private final Deque<Call> submissions = new ArrayDeque<>();
    private final Deque<Call> queries = new ArrayDeque<>();
    private int next;
    private long count;
    private boolean queriesTurn;
    private long pausedUntil;
    private int strikes;
    private boolean closed;
    private Timer.Alarm alarm = () -> { };

    /**
     * @param perSecond how many calls a second, above 0; 0.5 is one every two seconds
     * @param workers   runs the calls, which block
     */
    public Throttle(double perSecond, Timer timer, Executor workers, Backoff backoff) {
        this.timer = timer;
        this.workers = workers;
        this.backoff = backoff;
        this.passed = new long[(int) Math.max(1, Math.floor(perSecond))];
        this.window = (long) (passed.length / perSecond * 1e9);
        this.pausedUntil = timer.nanos();
    }

    /**
     * A call that waits for its turn.
     */
    public interface Call {

        /**
         * Asked when the turn comes; a call that nobody wants any more takes no turn.
         */
        boolean isWanted();

        /**
         * Makes the call, on a worker.
         */
        void run();

        /**
         * Told instead of {@link #run()} when the door has closed for good: nothing was sent.
         */
        void dropped();
    }

    public void submission(Call call) {
        enter(submissions, call);
    }

    public void query(Call call) {
        enter(queries, call);
    }

    private void enter(Deque<Call> lane, Call call) {
        boolean open;
        synchronized (this) {
            open = !closed;
            if (open) {
                lane.add(call);
            }
        }
        if (open) {
            letThrough();
        } else {
            call.dropped();
        }
    }

    /**
     * The gateway said that calls come too fast: all calls pause, for as long as it asked, else for longer each time.
     *
     * @param retryAfter what the gateway asked for, or null
     */
    public synchronized void slowDown(Duration retryAfter) {
        long now = timer.nanos();
        if (retryAfter != null) {
            pauseUntil(now + retryAfter.toNanos());
        } else if (now - pausedUntil >= 0) {
            // answers to calls that were under way before the pause are no further strike
            pauseUntil(now + backoff.delay(++strikes).toNanos());
        }
    }

    private void pauseUntil(long nanos) {
        if (nanos - pausedUntil > 0) {
            pausedUntil = nanos;
        }
    }

    /**
     * A call was answered as it should be.
     */
    public synchronized void wentWell() {
        strikes = 0;
    }

    /**
     * Drops all calls that wait, and every one that comes later.
     */
    public void close() {
        List<Call> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            alarm.cancel();
            dropped.addAll(submissions);
            dropped.addAll(queries);
            submissions.clear();
            queries.clear();
        }
        dropped.forEach(Call::dropped);
    }

    private void letThrough() {
        List<Call> turn = new ArrayList<>(1);
        synchronized (this) {
            alarm.cancel();
            for (Deque<Call> lane = nextLane(); lane != null; lane = nextLane()) {
                long wait = nanosToWait();
                if (wait > 0) {
                    alarm = timer.schedule(Duration.ofNanos(wait), this::letThrough);
                    break;
                }
                turn.add(lane.remove());
                queriesTurn = lane == submissions;
                passed[next] = timer.nanos();
                next = (next + 1) % passed.length;
                count++;
            }
        }
        turn.forEach(this::handOver);
    }

    /**
     * The lane whose first call goes next; calls that nobody wants any more leave on the way.
     */
    private Deque<Call> nextLane() {
        clean(submissions);
        clean(queries);
        if (queries.isEmpty()) {
            return submissions.isEmpty() ? null : submissions;
        }
        return submissions.isEmpty() || queriesTurn ? queries : submissions;
    }

    private static void clean(Deque<Call> lane) {
        while (!lane.isEmpty() && !lane.peek().isWanted()) {
            lane.remove();
        }
    }

    private long nanosToWait() {
        long now = timer.nanos();
        long full = count < passed.length ? 0 : passed[next] + window - now;
        return Math.max(full, pausedUntil - now);
    }

    private void handOver(Call call) {
        try {
            workers.execute(call::run);
        } catch (RejectedExecutionException e) {
            call.dropped();
        }
    }
}
