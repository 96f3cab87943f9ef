package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.TimeSource;
import io.github.camelpika.wait.DurationStore;

/**
 * Keeps track of the outstanding tasks, follows each to its end, and delivers it to the consumer of its queue at least
 * once. It also knows which idempotent keys were submitted, so that none is submitted twice.
 * <p>
 * A submission goes {@link #intend} before the POST, and after it one of {@link #accepted}, {@link #refused} or
 * {@link #unknown}. A tracker that can't write down the intent throws, and nothing is posted.
 * <p>
 * An intent is there as long as its POST may be on the wire, and a moment before. A job that will be posted later, for the
 * first time or once more after a provable refusal, has none: whoever is the next to have a turn at the gateway, with a new
 * owner each time, makes it. So nobody has to find out whether who stands at the door is still alive, as nothing of him is there that could be too
 * old; and of any number who stand there with the same key one posts, and the others meet his task. Only where a POST
 * before is in doubt, and the user chose to post again, the intent stays, and its owner renews it meanwhile.
 * <p>
 * Only the tracker says what time it is for what it keeps: no other clock, which may be another machine's, is compared
 * with its own.
 */
public interface TaskTracker {

    /**
     * How long an intent may still be posted, or its answer still be waited for, by its owner, measured by the
     * tracker's clock. After that its fate is unknown. It is longer than a submission may take.
     */
    Duration INTENT_LIVES = GatewayClient.SUBMIT_LIMIT.plusMinutes(1);

    /**
     * Fails early, when a route starts, if {@link #intend} could never work.
     *
     * @throws RuntimeException with the way out
     */
    default void check() {
    }

    /**
     * Checks that the tracker works at the moment. May block.
     *
     * @throws RuntimeException if it doesn't, with the reason
     */
    default void ping() {
    }

    /**
     * Records that a job is about to be posted: now, as its time runs from the return of this method.
     *
     * @return                  the submission that has this id already: nothing must be posted then
     * @throws RuntimeException if it is not certain that the intent is kept
     */
    default Optional<TrackedTask> intend(TrackedTask intent) {
        return intend(intent, () -> { });
    }

    /**
     * The same together with something that is to be kept or not kept as one with the intent, such as a reservation in
     * {@link #costs()}. It is done first; what it throws is thrown, and then nothing is kept. Where another submission has the
     * id, it is not kept either.
     */
    Optional<TrackedTask> intend(TrackedTask intent, Runnable alongside);

    /**
     * What {@link #intend} would return now, without recording an intent. An intent that is too old for its POST to be
     * still under way is given up on the way: its fate is unknown from then on.
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
     * @return                          the intent, which is this owner's now, with the patience that is left for it; empty if
     *                                  there is none that may be repeated, or its owner may still be there
     * @throws RuntimeException         if that is not certain
     */
    default Optional<TrackedTask> takeOver(String id, String owner) {
        // where all is lost with the process, no owner can be gone
        return Optional.empty();
    }

    /**
     * The gateway has accepted the job. This may also come for a submission whose fate was unknown: it becomes a task
     * like any other.
     */
    void accepted(String id, String taskId);

    /**
     * The gateway has provably not accepted the job: this owner's intent is forgotten. Also called between two
     * attempts.
     */
    void refused(TrackedTask intent);

    /**
     * It is not known whether the gateway has accepted this owner's job. That is delivered, or was thrown where the
     * task is waited for inline, and it is kept until a person has looked into it.
     *
     * @param possibleTaskId the id of the task that it may be, for that person, or null
     */
    void unknown(TrackedTask intent, String reason, String possibleTaskId);

    /**
     * The same, but whoever takes the intent over may still find out: where somebody may, it stays for that.
     */
    default void leftInDoubt(TrackedTask intent, String reason, String possibleTaskId) {
        unknown(intent, reason, possibleTaskId);
    }

    /**
     * A task that was waited for inline has ended. From now on it is kept for its key. If its end is never reported, it
     * is taken to have ended a day after its acceptance. Does nothing for a task that is in a queue.
     */
    void ended(String id, VideoTask task);

    /**
     * Starts consuming a queue, as one of any number of its consumers. No gateway is asked before this returns.
     */
    Subscription subscribe(QueueHandler handler);

    /**
     * Whether a consumer in this process takes tasks from the queue.
     */
    boolean isConsumedHere(String queue);

    /**
     * Whether other processes may take from a queue what this one puts there.
     */
    boolean isShared();

    /**
     * A component stops, and perhaps the process with it. A tracker that forgets its tasks then logs which they are.
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
     * The same tasks, each with its age and what comes next.
     */
    List<TaskSnapshot> snapshots(String queue, int most);

    /**
     * The latest of the tasks that somebody looks for, a page of them. May block.
     *
     * @param skip how many to leave out, as they were on pages before
     * @param most how many to tell
     */
    default TaskPage page(TaskFilter filter, int skip, int most) {
        return TaskPage.of(filter.queues().stream().flatMap(queue -> snapshots(queue, TaskPage.MOST_SEARCHED).stream())
                .filter(task -> filter.finds(task.task())), skip, most);
    }

    /**
     * The latest of the tasks that were done within a day, in whichever process, and are kept for their keys. None where all is
     * lost with the process, which knows by itself what it has seen. May block.
     */
    default List<EndedTask> listEnded(int most) {
        return List.of();
    }

    /**
     * Submissions whose fate is unknown, of all queues and of none.
     */
    List<TrackedTask> listUnknown(int most);

    QueueCounts counts(String queue);

    /**
     * The store for what was learned about how long tasks take, kept as long as the tasks.
     */
    default DurationStore durations() {
        return DurationStore.NONE;
    }

    /**
     * What tasks cost. The same one with each call.
     */
    CostLedger costs();

    /**
     * The places of the tasks that are in flight, shared as widely as the tasks.
     */
    default TaskPlaces places() {
        return new MemoryPlaces(TimeSource.SYSTEM, place -> false);
    }

    /**
     * Polls for a waiting task as soon as the rate limit allows.
     *
     * @return whether there is such a task that somebody can ask after
     */
    boolean askNow(String id);

    /**
     * Delivers a dead task to its route again, with as many attempts as a new one.
     *
     * @return whether there is such a task
     */
    boolean sendAgain(String id);

    /**
     * Forgets a task that is dead, unknown (delivered or not) or waiting, or one that is kept for its key. The gateway
     * continues with it; its key may be submitted again.
     *
     * @return whether there was such a task
     */
    boolean forget(String id);

    /**
     * The same for nothing but a submission whose fate still is unknown, as when a person has found that the gateway doesn't have
     * it: its task may be found in the same moment.
     *
     * @return whether there was such a submission
     */
    boolean forgetUnknown(String id);

    /**
     * The subscription of one consumer.
     */
    interface Subscription {

        /**
         * Delivers no more tasks until {@link #resume()}. Waiting tasks are polled for all the same.
         */
        void suspend();

        void resume();

        /**
         * Ends the subscription. Tasks that a route is processing may complete; the rest stays for the next consumer.
         */
        void stop();
    }
}
