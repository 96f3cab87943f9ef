package io.github.camelpika.track;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Knows which tasks are outstanding, gets each to its end, and hands it to the consumer of its queue, at least once.
 * <p>
 * A submission goes {@link #intend} before the POST, and after it one of {@link #accepted}, {@link #refused} or
 * {@link #unknown}. A tracker that can't write down the intent throws, and nothing is posted.
 */
public interface TaskTracker {

    /**
     * Writes down that a job is about to be posted.
     *
     * @throws RuntimeException if that is not certain to be kept
     */
    void intend(TrackedTask intent);

    /**
     * The gateway has the job. Also for one whose fate was unknown: it becomes a task like any other.
     */
    void accepted(String id, String taskId, Instant now);

    /**
     * The gateway provably doesn't have the job: it is forgotten.
     */
    void refused(String id);

    /**
     * Nobody knows whether the gateway has the job. That is delivered, and kept until a person has looked.
     */
    void unknown(String id, String reason);

    /**
     * Starts to work for a queue, as one of any number of consumers of it. No gateway is asked before this returns.
     */
    Subscription subscribe(QueueWork work);

    /**
     * The task of a submission.
     */
    Optional<TrackedTask> find(String id);

    /**
     * Tasks of a queue in the order in which they were submitted.
     */
    List<TrackedTask> list(String queue, int most);

    QueueCounts counts(String queue);

    /**
     * Asks after a waiting task as soon as the rate limit allows.
     *
     * @return whether there is such a task that somebody can ask after
     */
    boolean askNow(String id);

    /**
     * Gives a dead task to its route again, with as many tries as a new one.
     *
     * @return whether there is such a task
     */
    boolean sendAgain(String id);

    /**
     * Forgets a task that is dead, unknown or waiting. The gateway goes on with it.
     *
     * @return whether there was such a task
     */
    boolean forget(String id);

    /**
     * The work of one consumer.
     */
    interface Subscription {

        /**
         * Gives out no more tasks until {@link #resume()}. Waiting tasks are asked after all the same.
         */
        void suspend();

        void resume();

        /**
         * Ends the work. What is with a route may go through; the rest stays for the next consumer.
         */
        void stop();
    }
}
