package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.DurationStore;

/**
 * Knows which tasks are outstanding, gets each to its end, and hands it to the consumer of its queue, at least once. And
 * knows which idempotent keys were submitted, so that none is submitted twice.
 * <p>
 * A submission goes {@link #intend} before the POST, and after it one of {@link #accepted}, {@link #refused} or
 * {@link #unknown}. A tracker that can't write down the intent throws, and nothing is posted.
 * <p>
 * An intent is there as long as its POST may be on the wire. A job that will be posted, for the first time or once more
 * after a provable refusal, has none: whoever comes first to its turn at the gateway, with a new owner each time, makes
 * it. So nobody has to find out whether who stands at the door is still alive, as nothing of him is there that could be too
 * old; and of any number who stand there with the same key one posts, and the others meet his task. Only where a POST
 * before is in doubt, and the user chose to post again, the intent stays, and its owner renews it meanwhile.
 * <p>
 * Only the tracker says what time it is for what it keeps: no other clock, which may be another machine's, is compared
 * with its own.
 */
public interface TaskTracker {

    /**
     * For how long an intent is somebody's who may still post it or wait for the answer, by the tracker's clock. After it
     * nobody will, and its fate is unknown. Longer than a submission may take.
     */
    Duration INTENT_LIVES = GatewayClient.SUBMIT_LIMIT.plusMinutes(1);

    /**
     * Tells now, when a route starts, what would keep {@link #intend} from working ever.
     *
     * @throws RuntimeException with the way out
     */
    default void check() {
    }

    /**
     * Whether the tracker works just now. May block.
     *
     * @throws RuntimeException if it doesn't, with the reason
     */
    default void ping() {
    }

    /**
     * Writes down that a job is about to be posted: now, as its time runs from the return of this.
     *
     * @return                  the submission that has this id already: nothing must be posted then
     * @throws RuntimeException if it is not certain that the intent is kept
     */
    Optional<TrackedTask> intend(TrackedTask intent);

    /**
     * What {@link #intend} would answer now, without an intent. One that is older than its POST can be is given up on the
     * way: its fate is unknown from now on.
     */
    Optional<TrackedTask> lookUp(String id);

    /**
     * The same job is about to be posted again by the user's choice, although the fate of the POST before is unknown; or it
     * stands at the door for that, and its intent must not get too old meanwhile.
     *
     * @return                  whether it still is this owner's intent: else nothing must be posted
     * @throws RuntimeException if that is not certain
     */
    boolean renew(TrackedTask intent);

    /**
     * Takes over a submission whose fate is unknown, to post it once more by the user's choice.
     *
     * @return                  whether this owner may post it now
     * @throws RuntimeException if that is not certain
     */
    boolean resubmit(TrackedTask intent);

    /**
     * Takes over an intent whose owner is gone, to post it once more with the call that it was posted with.
     *
     * @param  owner                    who takes it over
     * @return                          the intent, which is this owner's now; empty if there is none that may be repeated, or
     *                                  its owner may still be there
     * @throws RuntimeException         if that is not certain
     */
    default Optional<TrackedTask> takeOver(String id, String owner) {
        // where all is lost with the process, no owner can be gone
        return Optional.empty();
    }

    /**
     * The gateway has the job. Also for one whose fate was unknown: it becomes a task like any other.
     */
    void accepted(String id, String taskId);

    /**
     * The gateway provably doesn't have the job: the intent of this owner is forgotten. Also between two tries.
     */
    void refused(TrackedTask intent);

    /**
     * Nobody knows whether the gateway has the job of this owner. That is delivered, or was raised where it is waited for
     * inline, and kept until a person has looked.
     *
     * @param possibleTaskId the id of the task that it may be, for that person, or null
     */
    void unknown(TrackedTask intent, String reason, String possibleTaskId);

    /**
     * A task that was waited for inline is over. It is kept for its key from now on. Where nobody tells that, it is taken
     * to be over a day after its acceptance. Says nothing of a task that is in a queue.
     */
    void ended(String id, VideoTask task);

    /**
     * Starts to work for a queue, as one of any number of consumers of it. No gateway is asked before this returns.
     */
    Subscription subscribe(QueueHandler handler);

    /**
     * Whether somebody in this process takes tasks from the queue.
     */
    boolean isConsumedHere(String queue);

    /**
     * Whether other processes may take from a queue what this one puts there.
     */
    boolean isShared();

    /**
     * A component stops, and with it perhaps the process. A tracker that forgets its tasks then tells which.
     *
     * @param component the name by which it is the origin of tasks
     */
    default void stops(String component) {
    }

    /**
     * The task of a submission.
     */
    Optional<TrackedTask> find(String id);

    /**
     * Tasks of a queue in the order in which they were submitted.
     */
    List<TrackedTask> list(String queue, int most);

    /**
     * The same with what comes next for each.
     */
    List<TaskSnapshot> outlooks(String queue, int most);

    /**
     * Submissions whose fate is unknown, of all queues and of none.
     */
    List<TrackedTask> listUnknown(int most);

    QueueCounts counts(String queue);

    /**
     * Where what was learned of how long tasks take is kept as long as the tasks.
     */
    default DurationStore durations() {
        return DurationStore.NONE;
    }

    /**
     * Where what tasks cost is kept as long as the tasks.
     */
    default PointsLedger points() {
        return PointsLedger.inMemory();
    }

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
     * Forgets a task that is dead, unknown (delivered or not) or waiting, or one that is kept for its key. The gateway goes on with it; its
     * key may be submitted anew.
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
