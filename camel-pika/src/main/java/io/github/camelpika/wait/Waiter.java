package io.github.camelpika.wait;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.github.camelpika.time.Timer;

/**
 * Holds the waits that are under way. A wait is a small object; it has no thread, and no alarm of its own.
 */
public final class Waiter {

    private final Timer timer;
    private final Backoff backoff;
    private final TimerQueue timers;
    private final OpenWaits waits = new OpenWaits();
    private final Questions questions = new Questions(waits);
    private volatile boolean stopped;

    public Waiter(Timer timer, Backoff backoff) {
        this.timer = timer;
        this.backoff = backoff;
        this.timers = new TimerQueue(timer);
    }

    /**
     * Starts to wait for a task.
     *
     * @param listener told of changes and of the end, which comes whatever happens
     */
    public Wait start(String taskId, WaitPolicy policy, WaitListener listener) {
        return start(taskId, policy, Duration.ZERO, false, listener);
    }

    /**
     * Takes up a wait that began earlier.
     *
     * @param already  for how long the task has been waited for; it counts against the time-outs
     * @param accepted whether the gateway is known to have accepted the task, also where this process doesn't remember it
     */
    public Wait start(String taskId, WaitPolicy policy, Duration already, boolean accepted, WaitListener listener) {
        Wait wait = new Wait(this, taskId, policy, already, accepted, listener);
        waits.add(wait);
        wait.begin();
        if (stopped) {
            wait.stop();
        }
        return wait;
    }

    /**
     * How many waits are under way.
     */
    public int waiting() {
        return (int) waits.all().count();
    }

    /**
     * How the waits stand, at most so many of them, in no order.
     */
    public List<WaitSnapshot> snapshots(int most) {
        return waits.all().limit(most).map(Wait::snapshot).toList();
    }

    /**
     * Ends all waits, and each that is started later.
     */
    public void stop() {
        stopped = true;
        waits.all().forEach(Wait::stop);
    }

    /**
     * Ends some waits, told by their listeners.
     */
    public void stop(Predicate<WaitListener> which) {
        waits.all().filter(wait -> which.test(wait.listener())).forEach(Wait::stop);
    }

    /**
     * Asks after a task soon, for everybody who waits for it here.
     *
     * @return whether anybody does
     */
    public boolean askNow(String taskId) {
        List<Wait> waiting = waits.of(taskId);
        waiting.forEach(Wait::askNow);
        return !waiting.isEmpty();
    }

    /**
     * Whether anybody who waits for the task was told of it.
     */
    boolean isSeen(GatewayAccess access, String taskId) {
        return waits.at(access, taskId).stream().anyMatch(Wait::hasSeenTheTask);
    }

    void remove(Wait wait) {
        waits.remove(wait);
    }

    Questions questions() {
        return questions;
    }

    Timer timer() {
        return timer;
    }

    TimerQueue timers() {
        return timers;
    }

    Backoff backoff() {
        return backoff;
    }
}
