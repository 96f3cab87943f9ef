package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;

/**
 * What a consumer does for its queue. The tracker decides what has to be done and when; the consumer knows how.
 */
public interface QueueHandler {

    String queue();

    /**
     * The maximum number of tasks that routes process at once.
     */
    int concurrency();

    /**
     * The maximum number of queries under way at once.
     */
    int pollers();

    /**
     * A thread pool of the given size, which the caller shuts down.
     */
    ExecutorService threads(String name, int size);

    DeliveryPolicy deliveryPolicy();

    Waiter waiter();

    Timer timer();

    /**
     * How to poll for the task, with timeouts that count from its acceptance; empty if this consumer has no key for the
     * task's gateway.
     */
    Optional<WaitPolicy> policy(TrackedTask task);

    /**
     * How long a task may take for which nobody can poll.
     */
    Duration waitTimeout();

    /**
     * What a billable unit costs, in US dollars, where the submission has no price of it; or null.
     */
    BigDecimal unitPrice();

    /**
     * A task has ended, and the ledger has nothing of it that this could be noted with. Must not block.
     */
    void charged(VideoTask task);

    /**
     * A wait for a task of the queue has ended, after so many polls.
     */
    void polled(int polls);

    /**
     * Whether {@link #changed} does anything.
     */
    boolean wantsChanges();

    /**
     * The task has changed, and has not ended. Must not block.
     */
    void changed(TrackedTask task);

    /**
     * The task is not waited for any longer, though its end is not known.
     *
     * @param age how long ago it was accepted
     */
    void givenUp(VideoTask task, Duration age);

    /**
     * Delivers the task to the route. Must not block.
     *
     * @param done told once whether the route went through
     */
    void deliver(TrackedTask task, Consumer<Boolean> done);
}
