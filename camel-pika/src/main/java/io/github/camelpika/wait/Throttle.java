package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final int mostUnderWay;
    private final GatewayEvents events;
    private final Map<Lane, Deque<Turn>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> strikes = new EnumMap<>(Lane.class);
    private int next;
    private long count;
    private int underWay;
    private Lane turn = Lane.SUBMISSIONS;
    private long pausedUntil;
    private boolean closed;
    private Timer.Alarm alarm = () -> { };

    /**
     * Submissions and queries stand in lanes of their own.
     */
    public enum Lane {
        SUBMISSIONS, QUERIES;

        private Lane other() {
            return this == SUBMISSIONS ? QUERIES : SUBMISSIONS;
        }
    }

    /**
     * @param perSecond    how many calls a second, above 0; 0.5 is one every two seconds
     * @param mostUnderWay how many calls at once; what is let through is made at once, and not when a thread gets free
     *                     much later, in the middle of a pause
     * @param workers      runs the calls, which block, without making any of them wait
     */
    public Throttle(double perSecond, int mostUnderWay, Timer timer, Executor workers, Backoff backoff,
                    GatewayEvents events) {
        this.timer = timer;
        this.workers = workers;
        this.backoff = backoff;
        this.events = events;
        this.mostUnderWay = mostUnderWay;
        this.passed = new long[(int) Math.ceil(perSecond)];
        this.window = (long) (passed.length / perSecond * 1e9);
        this.pausedUntil = timer.nanos();
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
            strikes.put(lane, 0);
        }
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

    private record Turn(Call call, Lane lane, long since) {
    }

    /**
     * Has the call made when its turn comes.
     */
    public void enter(Lane lane, Call call) {
        boolean open;
        synchronized (this) {
            open = !closed;
            if (open) {
                waiting.get(lane).add(new Turn(call, lane, timer.nanos()));
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
     * @param lane       of the call that it said so to
     * @param retryAfter what it asked for, or null; zero is no answer to how long
     */
    public synchronized void slowDown(Lane lane, Duration retryAfter) {
        events.slowedDown(lane);
        long now = timer.nanos();
        if (retryAfter != null && !retryAfter.isZero()) {
            pauseUntil(now + retryAfter.toNanos());
        } else if (now - pausedUntil >= 0) {
            // answers to calls that were under way before the pause are no further strike
            pauseUntil(now + backoff.delay(strikes.merge(lane, 1, Integer::sum)).toNanos());
        }
    }

    /**
     * How long the pause still lasts; zero or less if there is none.
     */
    synchronized Duration paused() {
        return Duration.ofNanos(pausedUntil - timer.nanos());
    }

    private void pauseUntil(long nanos) {
        if (nanos - pausedUntil > 0) {
            pausedUntil = nanos;
        }
    }

    /**
     * A call was answered as it should be. That says nothing of the other lane: a gateway may take any number of queries
     * while it takes no more jobs.
     */
    public synchronized void wentWell(Lane lane) {
        strikes.put(lane, 0);
    }

    /**
     * Drops all calls that wait, and every one that comes later.
     */
    public void close() {
        List<Call> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            alarm.cancel();
            for (Deque<Turn> lane : waiting.values()) {
                lane.forEach(turn -> dropped.add(turn.call));
                lane.clear();
            }
        }
        dropped.forEach(Call::dropped);
    }

    private void letThrough() {
        List<Turn> now = new ArrayList<>(1);
        synchronized (this) {
            alarm.cancel();
            for (Lane lane = nextLane(); lane != null && underWay < mostUnderWay; lane = nextLane()) {
                long wait = nanosToWait();
                if (wait > 0) {
                    alarm = timer.schedule(Duration.ofNanos(wait), this::letThrough);
                    break;
                }
                now.add(waiting.get(lane).remove());
                turn = lane.other();
                passed[next] = timer.nanos();
                next = (next + 1) % passed.length;
                count++;
                underWay++;
            }
        }
        now.forEach(this::handOver);
    }

    /**
     * The lane whose first call goes next; calls that nobody wants any more leave on the way.
     */
    private Lane nextLane() {
        for (Deque<Turn> lane : waiting.values()) {
            while (!lane.isEmpty() && !lane.peek().call.isWanted()) {
                lane.remove();
            }
        }
        if (!waiting.get(turn).isEmpty()) {
            return turn;
        }
        return waiting.get(turn.other()).isEmpty() ? null : turn.other();
    }

    private long nanosToWait() {
        long now = timer.nanos();
        long full = count < passed.length ? 0 : passed[next] + window - now;
        return Math.max(full, pausedUntil - now);
    }

    private void handOver(Turn turn) {
        events.letThrough(turn.lane, Duration.ofNanos(timer.nanos() - turn.since));
        try {
            workers.execute(() -> make(turn.call));
        } catch (RejectedExecutionException e) {
            turn.call.dropped();
            leave();
        }
    }

    private void make(Call call) {
        try {
            call.run();
        } finally {
            leave();
        }
    }

    private void leave() {
        synchronized (this) {
            underWay--;
        }
        letThrough();
    }
}
