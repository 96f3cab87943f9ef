package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;

/**
 * What a consumer does for its queue. The tracker decides what is to be done when; the consumer knows how.
 */
public interface QueueHandler {

    String queue();

    /**
     * How many tasks may be with routes at once.
     */
    int concurrency();

    /**
     * How many queries may be under way at once.
     */
    int pollers();

    /**
     * A pool of so many threads, which whoever asked for it shuts down.
     */
    ExecutorService threads(String name, int size);

    DeliveryPolicy deliveryPolicy();

    Waiter waiter();

    Timer timer();

    /**
     * How to ask after the task, with time-outs that count from its acceptance; empty if this consumer has no key for
     * the gateway that the task is at.
     */
    Optional<WaitPolicy> policy(TrackedTask task);

    /**
     * How long a task may take that nobody can ask after.
     */
    Duration waitTimeout();

    /**
     * A wait for a task of the queue has ended, after so many polls.
     */
    void polled(int polls);

    /**
     * Whether {@link #changed} does anything.
     */
    boolean wantsChanges();

    /**
     * The task is not what it was, and not ended. Hands over and returns.
     */
    void changed(TrackedTask task);

    /**
     * The task is waited for no more, though nobody knows its end.
     *
     * @param age how long ago it was accepted
     */
    void givenUp(VideoTask task, Duration age);

    /**
     * Gives the task to the route. Hands over and returns.
     *
     * @param done told once whether the route went through
     */
    void deliver(TrackedTask task, Consumer<Boolean> done);
}
