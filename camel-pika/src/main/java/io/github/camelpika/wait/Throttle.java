package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.time.Timer;

/**
 * The door to one gateway for one key: so many calls a second and no more, in any second that one looks at. Calls wait
 * here without a thread. Submissions and queries take turns, so that neither starves behind the other.
 */
public final class Throttle {

    private final Timer timer;
    private final Executor workers;
    private final SlidingWindow window;
    private final LanePauses pauses;
    private final int mostUnderWay;
    private final GatewayEvents events;
    private final Map<Lane, Deque<Turn>> waiting = new EnumMap<>(Lane.class);
    private int underWay;
    private Lane turn = Lane.SUBMISSIONS;
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
        this.events = events;
        this.mostUnderWay = mostUnderWay;
        this.window = new SlidingWindow(perSecond);
        this.pauses = new LanePauses(timer, backoff);
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
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
     * The gateway said that calls come too fast: they pause, for as long as it asked, else for longer each time. One that
     * takes no more jobs still tells of those it has, so only what it says to a query holds for both lanes.
     *
     * @param lane       of the call that it said so to
     * @param retryAfter what it asked for, or null; zero is no answer to how long
     */
    public synchronized void slowDown(Lane lane, Duration retryAfter) {
        events.slowedDown(lane);
        pauses.slowDown(lane, retryAfter);
    }

    /**
     * How long the pause of a lane still lasts; negative if there is none.
     */
    synchronized Duration paused(Lane lane) {
        return Duration.ofNanos(pauses.nanos(lane));
    }

    /**
     * How long it takes at most until all calls that wait in a lane now have had their turn, if no pause comes.
     */
    synchronized Duration backlog(Lane lane) {
        // each second turn may be the other lane's
        double turns = 2.0 * waiting.get(lane).size();
        return Duration.ofNanos(Math.max(0, pauses.nanos(lane)) + window.nanosFor(turns));
    }

    /**
     * A call was answered as it should be. That says nothing of the other lane: a gateway may take any number of queries
     * while it takes no more jobs.
     */
    public synchronized void wentWell(Lane lane) {
        pauses.wentWell(lane);
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
                long wait = Math.max(window.nanosUntilFree(timer.nanos()), pauses.nanos(lane));
                if (wait > 0) {
                    alarm = timer.schedule(Duration.ofNanos(wait), this::letThrough);
                    break;
                }
                now.add(waiting.get(lane).remove());
                turn = lane.other();
                window.pass(timer.nanos());
                underWay++;
            }
        }
        now.forEach(this::handOver);
    }

    /**
     * The lane whose first call goes next, or null; calls that nobody wants any more leave on the way.
     */
    private Lane nextLane() {
        for (Deque<Turn> lane : waiting.values()) {
            while (!lane.isEmpty() && !lane.peek().call.isWanted()) {
                lane.remove();
            }
        }
        Lane other = turn.other();
        if (waiting.get(turn).isEmpty() || waiting.get(other).isEmpty()) {
            return !waiting.get(turn).isEmpty() ? turn : !waiting.get(other).isEmpty() ? other : null;
        }
        boolean otherIsSooner = pauses.nanos(turn) > 0 && pauses.nanos(other) < pauses.nanos(turn);
        return otherIsSooner ? other : turn;
    }

    private void handOver(Turn turn) {
        events.letThrough(turn.lane, Duration.ofNanos(timer.nanos() - turn.since));
        AtomicBoolean taken = new AtomicBoolean();
        try {
            workers.execute(() -> {
                taken.set(true);
                make(turn.call);
            });
        } catch (Throwable e) {
            if (taken.get()) {
                throw e;
            }
            // it stops, or there is no thread to be had: a turn that isn't given back would be missed for ever
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
