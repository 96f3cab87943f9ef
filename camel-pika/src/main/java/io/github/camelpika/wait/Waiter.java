package io.github.camelpika.wait;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.camelpika.time.Timer;

/**
 * Holds the waits that are under way. A wait is a small object and an alarm; it has no thread.
 */
public final class Waiter {

    private final Timer timer;
    private final Backoff backoff;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public Waiter(Timer timer, Backoff backoff) {
        this.timer = timer;
        this.backoff = backoff;
    }

    /**
     * Starts to wait for a task.
     *
     * @param listener told of changes and of the end, which comes whatever happens
     */
    public Wait start(String taskId, WaitPolicy policy, WaitListener listener) {
        return start(taskId, policy, Duration.ZERO, listener);
    }

    /**
     * Takes up a wait that began earlier.
     *
     * @param already for how long the task has been waited for; it counts against the time-outs
     */
    public Wait start(String taskId, WaitPolicy policy, Duration already, WaitListener listener) {
        Wait wait = new Wait(this, taskId, policy, already, listener);
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
        return waits.size();
    }

    /**
     * Ends all waits, and each that is started later.
     */
    public void stop() {
        stopped = true;
        waits.forEach(Wait::stop);
    }

    /**
     * Ends some waits, told by their listeners.
     */
    public void stop(Predicate<WaitListener> which) {
        waits.stream().filter(wait -> which.test(wait.listener())).forEach(Wait::stop);
    }

    void remove(Wait wait) {
        waits.remove(wait);
    }

    Timer timer() {
        return timer;
    }

    Backoff backoff() {
        return backoff;
    }
}
