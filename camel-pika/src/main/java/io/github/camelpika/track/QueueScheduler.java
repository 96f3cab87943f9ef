package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;

/**
 * The db-scheduler for one kind of wake-ups of one queue, with threads of its own: shared ones would let routes that take
 * long keep gateways from being asked.
 */
final class QueueScheduler {

    /** What is with a route at a stop had Camel's time to end, and what is at a gateway is broken off. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);
    /** More is fetched when half of the threads are free, and never more than they can begin with at once. */
    private static final double FETCH_AT = 0.5;
    private static final double FETCH_UP_TO = 1.0;
    /** Heartbeats must go on beside a look for dead nodes; as many as db-scheduler has by default. */
    private static final int HOUSEKEEPERS = 3;

    private final String name;
    private final TaskStore store;
    private final Scheduler scheduler;
    private final DueSoon dueSoon;
    private final int threads;
    private final AtomicInteger busy = new AtomicInteger();
    private boolean suspended;

    /**
     * @param steps what is known, and taken over from dead nodes
     * @param step  of the wake-ups that are looked for
     * @param look  how often, for those that other nodes have written
     */
    QueueScheduler(QueueNode node, List<Task<?>> steps, Step step, int threads, Duration look) {
        this.name = step.getName();
        this.store = node.store();
        this.threads = threads;
        Database database = store.database();
        SchedulerBuilder builder = Settings
                .common(Scheduler.create(store.dataSource(), steps), new DueOfTask(database, name, step.picked()::with))
                .schedulerName(new SchedulerName.Fixed(store.node())).clock(store.clock()).pollingInterval(look)
                .threads(threads).executorService(new WorkThreads(node.handler().threads("Pika[" + name + "]", threads)))
                .dueExecutor(Executors.newSingleThreadExecutor(TrackerThreads.patient("PikaDue[" + name + "]")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(HOUSEKEEPERS,
                        TrackerThreads.patient("PikaHousekeeper[" + name + "]")))
                .shutdownMaxWait(LAST_WAIT).addSchedulerListener(store.wakeUps().listener())
                .addSchedulerListener(node.deadWakeUps());
        if (database.locksAndFetches()) {
            builder.pollUsingLockAndFetch(FETCH_AT, FETCH_UP_TO);
        } else {
            builder.pollUsingFetch(FETCH_AT, FETCH_UP_TO).addSchedulerListener(new Busy());
        }
        this.scheduler = builder.build();
        this.dueSoon = new DueSoon(node.handler().timer(), store.clock(), scheduler::triggerCheckForDueExecutions);
    }

    void start() {
        store.wakeUps().serve(name, dueSoon);
        scheduler.start();
    }

    synchronized void suspend(boolean suspend) {
        suspended = suspend;
        pauseOrResume();
    }

    private synchronized void pauseOrResume() {
        boolean full = !store.database().locksAndFetches() && busy.get() >= threads;
        if (suspended || full) {
            scheduler.pause();
        } else {
            scheduler.resume();
            scheduler.triggerCheckForDueExecutions();
        }
    }

    void stop() {
        store.wakeUps().serveNoMore(name, dueSoon);
        scheduler.stop();
    }

    /**
     * Without locking, db-scheduler would fetch the same rows again and again while all threads are busy.
     */
    private final class Busy extends AbstractSchedulerListener {

        @Override
        public void onExecutionStart(CurrentlyExecuting execution) {
            busy.incrementAndGet();
            pauseOrResume();
        }

        @Override
        public void onExecutionComplete(ExecutionComplete execution) {
            busy.decrementAndGet();
            pauseOrResume();
        }
    }
}
