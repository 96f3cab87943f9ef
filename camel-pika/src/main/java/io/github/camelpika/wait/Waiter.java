package io.github.camelpika.wait;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelpika.time.Timer;

/**
 * Holds the waits that are under way. A wait is a small object; it has no thread, and no alarm of its own.
 */
public final class Waiter {

    private final Timer timer;
    private final Backoff backoff;
    private final Sleepers sleepers;
    /** By task id; hardly ever is a task waited for twice. */
    private final Map<String, List<Wait>> waits = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    public Waiter(Timer timer, Backoff backoff) {
        this.timer = timer;
        this.backoff = backoff;
        this.sleepers = new Sleepers(timer);
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
        waits.compute(taskId, (id, others) -> others == null ? List.of(wait) : plus(others, wait));
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
        return waits.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Ends all waits, and each that is started later.
     */
    public void stop() {
        stopped = true;
        waits.values().forEach(some -> some.forEach(Wait::stop));
    }

    /**
     * Ends some waits, told by their listeners.
     */
    public void stop(Predicate<WaitListener> which) {
        waits.values().forEach(
                some -> some.stream().filter(wait -> which.test(wait.listener())).forEach(Wait::stop));
    }

    /**
     * Asks after a task soon, for everybody who waits for it here.
     *
     * @return whether anybody does
     */
    public boolean askNow(String taskId) {
        List<Wait> some = waits.getOrDefault(taskId, List.of());
        some.forEach(Wait::askNow);
        return !some.isEmpty();
    }

    void remove(Wait wait) {
        waits.computeIfPresent(wait.taskId(), (id, others) -> {
            List<Wait> rest = others.stream().filter(other -> other != wait).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    private static List<Wait> plus(List<Wait> others, Wait wait) {
        return Stream.concat(others.stream(), Stream.of(wait)).toList();
    }

    Timer timer() {
        return timer;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    Backoff backoff() {
        return backoff;
    }
}
