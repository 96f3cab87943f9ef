package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to one gateway for one key: so many calls a second and no more, in any second that one looks at. Calls wait
 * here without a thread. Submissions and queries take turns, so that neither starves behind the other, and have workers of
 * their own, so that neither waits until the other is answered; and in each of both lanes, what is waited for inline and each
 * queue take turns.
 */
public final class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    /** A machine that gives no further thread is asked again after this. */
    private static final Duration NO_THREAD = Duration.ofMillis(250);

    private final Timer timer;
    private final Workers.Share workers;
    private final SlidingWindow window;
    private final LanePauses pauses;
    private final int mostUnderWay;
    private final GatewayEvents events;
    private final Map<Lane, FairLine<Turn>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> underWay = new EnumMap<>(Lane.class);
    private final Runnable next = this::letThrough;
    private Lane turn = Lane.SUBMISSIONS;
    private boolean closed;
    /** Before that no further thread is asked for. */
    private long threadsFrom;
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
     * @param mostUnderWay how many calls of each lane at once; what is let through is made at once, and not when a thread
     *                     gets free much later, in the middle of a pause
     * @param workers      the gateway's share of those that run the calls, which block
     */
    public Throttle(double perSecond, int mostUnderWay, Timer timer, Workers.Share workers, Backoff backoff,
                    GatewayEvents events) {
        this.timer = timer;
        this.workers = workers;
        this.events = events;
        this.mostUnderWay = mostUnderWay;
        this.window = new SlidingWindow(perSecond);
        this.pauses = new LanePauses(timer, backoff);
        this.threadsFrom = timer.nanos();
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new FairLine<>());
            underWay.put(lane, 0);
        }
    }

    /**
     * One whose workers nobody else shares.
     */
    public Throttle(double perSecond, int mostUnderWay, Timer timer, Executor workers, Backoff backoff,
                    GatewayEvents events) {
        this(perSecond, mostUnderWay, timer, new Workers(workers, Integer.MAX_VALUE).share(), backoff, events);
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
         * Whom it stands in line with, as of each lane these take turns: the queue that it is for, or else those who wait
         * inline.
         */
        default Object group() {
            return INLINE;
        }

        /**
         * Makes the call, on a worker.
         */
        void run();

        /**
         * Told instead of {@link #run()} when the door has closed for good: nothing was sent.
         */
        void dropped();
    }

    /** The group of those who are for no queue. */
    static final Object INLINE = new Object();

    private record Turn(Call call, Lane lane, long since) {
    }

    /**
     * Has the call made when its turn comes.
     */
    public void enter(Lane lane, Call call) {
        enter(lane, call, timer.nanos());
    }

    /**
     * @param since when it has come, where it had to do something else before
     */
    void enter(Lane lane, Call call, long since) {
        boolean open;
        synchronized (this) {
            open = !closed;
            if (open) {
                waiting.get(lane).add(call.group(), new Turn(call, lane, since));
            }
        }
        if (open) {
            letThrough();
        } else {
            call.dropped();
        }
    }

    /**
     * A call that was let through had to make one more at once. It counts against the limit: the next ones wait longer.
     */
    public synchronized void oneMore() {
        window.passed(timer.nanos());
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
     * How long no call of a lane is let through, for the limit or a pause; 0 or less if one is now.
     */
    synchronized Duration untilOpen(Lane lane) {
        return Duration.ofNanos(Math.max(window.nanosUntilFree(timer.nanos()), pauses.nanos(lane)));
    }

    /**
     * How long it takes at most until all calls that wait in a lane now have had their turn, if no pause comes.
     */
    synchronized Duration backlog(Lane lane) {
        // each second turn may be the other lane's
        double turns = 2.0 * waiting.get(lane).turns();
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
            waiting.values().forEach(lane -> lane.clear().forEach(turn -> dropped.add(turn.call)));
        }
        dropped.forEach(Call::dropped);
    }

    private void letThrough() {
        List<Turn> now = new ArrayList<>(1);
        synchronized (this) {
            alarm.cancel();
            for (Lane lane = nextLane(); lane != null; lane = nextLane()) {
                long moment = timer.nanos();
                long wait = Math.max(Math.max(window.nanosUntilFree(moment), threadsFrom - moment), pauses.nanos(lane));
                if (wait > 0) {
                    alarm = timer.schedule(Duration.ofNanos(wait), next);
                    break;
                }
                if (!workers.take(next)) {
                    break;
                }
                now.add(waiting.get(lane).remove());
                turn = lane.other();
                window.pass(timer.nanos());
                underWay.merge(lane, 1, Integer::sum);
            }
        }
        now.forEach(this::handOver);
    }

    /**
     * The lane whose first call goes next, or null; calls that nobody wants any more leave on the way.
     */
    private Lane nextLane() {
        Lane other = turn.other();
        boolean may = mayGo(turn);
        boolean otherMay = mayGo(other);
        if (!may || !otherMay) {
            return may ? turn : otherMay ? other : null;
        }
        boolean otherIsSooner = pauses.nanos(turn) > 0 && pauses.nanos(other) < pauses.nanos(turn);
        return otherIsSooner ? other : turn;
    }

    private boolean mayGo(Lane lane) {
        return waiting.get(lane).first(turn -> turn.call.isWanted()) != null && underWay.get(lane) < mostUnderWay;
    }

    private void handOver(Turn turn) {
        events.letThrough(turn.lane, Duration.ofNanos(timer.nanos() - turn.since));
        AtomicBoolean taken = new AtomicBoolean();
        try {
            workers.run(() -> {
                taken.set(true);
                make(turn);
            });
        } catch (RejectedExecutionException e) {
            if (taken.get()) {
                throw e;
            }
            // it stops
            turn.call.dropped();
            leave(turn.lane);
        } catch (Throwable e) {
            if (taken.get()) {
                throw e;
            }
            LOG.debug("There is no thread to be had just now", e);
            putBack(turn);
        }
    }

    /**
     * All others wait as well: each of them would meet the same, and from within the one before.
     */
    private void putBack(Turn back) {
        boolean open;
        synchronized (this) {
            open = !closed;
            if (open) {
                waiting.get(back.lane).addFirst(back.call.group(), back);
                threadsFrom = timer.nanos() + NO_THREAD.toNanos();
            }
        }
        if (!open) {
            back.call.dropped();
        }
        leave(back.lane);
    }

    private void make(Turn turn) {
        try {
            turn.call.run();
        } finally {
            leave(turn.lane);
        }
    }

    private void leave(Lane lane) {
        synchronized (this) {
            underWay.merge(lane, -1, Integer::sum);
        }
        workers.giveBack();
        letThrough();
    }
}
