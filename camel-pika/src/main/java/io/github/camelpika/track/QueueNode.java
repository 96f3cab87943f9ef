package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the steps of one consumer of a queue have in common: whom they work for, what runs just now, and how they wait
 * for a gateway, a route or the database, so that a stop ends it.
 */
final class QueueNode {

    private static final Logger LOG = LoggerFactory.getLogger(QueueNode.class);

    private final QueueHandler handler;
    private final TaskStore store;
    private final DeferredWrite later;
    private final Persistence persistence;
    private final DeadWakeUps deadWakeUps;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final OpenQuestions questions;
    private final Executor background;
    private volatile boolean stopping;

    /**
     * @param background where the database is asked while nobody waits for it
     */
    QueueNode(QueueHandler handler, TaskStore store, DeferredWrite later, Executor background) {
        this.handler = handler;
        this.store = store;
        this.later = later;
        this.background = background;
        this.questions = new OpenQuestions(handler.timer(), handler.queue(), handler.pollers());
        this.persistence = new Persistence(handler.timer());
        this.deadWakeUps = new DeadWakeUps(store.clock(), store.grace());
    }

    QueueHandler handler() {
        return handler;
    }

    String queue() {
        return handler.queue();
    }

    TaskStore store() {
        return store;
    }

    Backoff backoff() {
        return backoff;
    }

    DeadWakeUps deadWakeUps() {
        return deadWakeUps;
    }

    void running(Execution execution) {
        deadWakeUps.running(execution);
    }

    void runsNoMore(Execution execution) {
        deadWakeUps.runsNoMore(execution);
    }

    /**
     * A moment after so long, and up to a second more, so that not all tasks come back at once.
     */
    Duration spread(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextInt(1_000));
    }

    OpenQuestions questions() {
        return questions;
    }

    /**
     * Asks the gateway when its turn comes, and waits a moment for the answer.
     *
     * @return empty if too many are open at this gateway, or if this consumer stops
     */
    Optional<OpenQuestion> ask(GatewayAccess access, TaskRow row, int failures, Duration most) {
        // when somebody else has submitted a task nobody here knows
        Duration age = row.task().isSubmittedElsewhere() ? null : Duration.between(row.task().acceptedAt(), store.clock().now());
        try {
            return questions.ask(access, row, age, failures, most);
        } catch (InterruptedException e) {
            stopping = true;
            return Optional.empty();
        }
    }

    /**
     * Has a task looked at that somebody looks at later otherwise, as what it waits for is there.
     */
    void lookNow(String id) {
        try {
            background.execute(() -> {
                try {
                    store.wakeUps().bringForward(queue(), id, store.clock().now());
                } catch (RuntimeException e) {
                    LOG.debug("Submission {} is looked at when its time comes", id, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The tracker has closed; submission {} is looked at by another node, or after a start", id, e);
        }
    }

    /**
     * Gives the task to the route, and waits until that is done.
     *
     * @return whether the route went through
     */
    boolean deliver(TrackedTask task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        handler.deliver(task, done::complete);
        return get(done, false);
    }

    private <T> T get(CompletableFuture<T> future, T interrupted) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            // only a stop does that, when it has waited long enough; a flag that stays set would break H2's files
            stopping = true;
            return interrupted;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Writes what must be written, however long the database is away.
     */
    void persist(Runnable write) {
        persistence.persist(write, () -> stopping);
    }

    /**
     * For what becomes of a submission, which no stop of this consumer ends.
     */
    DeferredWrite later() {
        return later;
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Lets nobody wait for an answer any longer.
     */
    void stop() {
        stopping = true;
        questions.stop();
    }
}
