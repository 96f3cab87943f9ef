package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.github.camelpika.gateway.Answer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;

/**
 * What the steps of one consumer of a queue have in common: whom they work for, what runs just now, and how they wait
 * for a gateway, a route or the database, so that a stop ends it.
 */
final class QueueNode {

    private final QueueHandler handler;
    private final TaskStore store;
    private final DeferredWrite later;
    private final Persistence persistence;
    private final DeadWakeUps deadWakeUps;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Set<CompletableFuture<Optional<Answer>>> asking = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    QueueNode(QueueHandler handler, TaskStore store, DeferredWrite later) {
        this.handler = handler;
        this.store = store;
        this.later = later;
        this.persistence = new Persistence(handler.timer());
        this.deadWakeUps = new DeadWakeUps(store.clock());
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

    /**
     * Asks the gateway when its turn comes, and waits for the answer.
     *
     * @return empty if none came in time, or if this consumer stops
     */
    Optional<Answer> ask(GatewayAccess access, TrackedTask task, Duration most) {
        CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();
        asking.add(answer);
        if (stopping) {
            answer.complete(Optional.empty());
        }
        Duration age = Duration.between(task.acceptedAt(), store.clock().now());
        var alarm = handler.timer().schedule(most, () -> answer.complete(Optional.empty()));
        try {
            access.query(task.task().taskId(), queue(), age, () -> !answer.isDone(),
                    told -> answer.complete(Optional.of(told)));
            return get(answer, Optional.empty());
        } finally {
            alarm.cancel();
            asking.remove(answer);
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
        asking.forEach(answer -> answer.complete(Optional.empty()));
    }
}
