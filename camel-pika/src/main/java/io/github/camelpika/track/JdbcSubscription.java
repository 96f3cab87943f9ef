package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.task.Task;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer of a queue in a database. It begins when the database is there, which may be long after the route has
 * started.
 */
final class JdbcSubscription implements TaskTracker.Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSubscription.class);

    /** Wake-ups that other nodes have written are found so late; this node's own are looked for when they come due. */
    private static final Duration LOOK_FOR_POLLS = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_DELIVERIES = Duration.ofMillis(250);
    private static final int MINUTES_BETWEEN_TIDYING = 5;
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final QueueHandler handler;
    private final Supplier<TaskStore> stores;
    private final Executor background;
    private final DeferredWrite later;
    private final Consumer<JdbcSubscription> whenStopped;
    private final Housekeeping housekeeping = new Housekeeping();
    private int failures;
    private int minutes;
    private QueueNode node;
    private Function<TaskRow, Instant> firstPoll;
    private QueueScheduler polls;
    private QueueScheduler deliveries;
    private Timer.Alarm alarm = () -> { };
    private boolean suspended;
    private boolean stopped;

    /**
     * @param stores      the database's store; fails while the database is away
     * @param background  where it is waited for
     * @param later       for what has to be written down however long the database is away
     * @param whenStopped told when it works no more
     */
    JdbcSubscription(QueueHandler handler, Supplier<TaskStore> stores, Executor background, DeferredWrite later,
                     Consumer<JdbcSubscription> whenStopped) {
        this.handler = handler;
        this.stores = stores;
        this.background = background;
        this.later = later;
        this.whenStopped = whenStopped;
    }

    String queue() {
        return handler.queue();
    }

    void begin() {
        TrackerThreads.hand(handler.timer(), background, () -> {
            try {
                start(stores.get());
            } catch (RuntimeException | Error e) {
                beginLater(e);
            }
        });
    }

    private synchronized void beginLater(Throwable e) {
        Duration pause = Duration.ofSeconds(Math.min(++failures, LONGEST_PAUSE.toSeconds()));
        if (failures == 1) {
            LOG.warn("Queue {} is not being consumed here until its database can be used, which is tried every few seconds: {}",
                    handler.queue(), e.getMessage());
        }
        LOG.debug("Queue {} can't be consumed yet", handler.queue(), e);
        if (!stopped) {
            alarm = handler.timer().schedule(pause, this::begin);
        }
    }

    private synchronized void start(TaskStore store) {
        if (stopped) {
            return;
        }
        String queue = handler.queue();
        store.consume();
        node = new QueueNode(handler, store, later, background);
        try {
            startWork();
        } catch (RuntimeException | Error e) {
            // the next try makes all anew
            stopWork();
            throw e;
        }
        if (failures > 0) {
            LOG.info("Queue {} is worked on here now, as its database can be used", queue);
        }
        keepLater(store);
    }

    private void startWork() {
        PollStep poll = new PollStep(node);
        DeliverStep deliver = new DeliverStep(node);
        List<Task<?>> steps = List.of(poll, deliver);
        polls = new QueueScheduler(node, steps, poll, handler.pollers(), LOOK_FOR_POLLS);
        deliveries = new QueueScheduler(node, steps, deliver, handler.concurrency(), LOOK_FOR_DELIVERIES);
        deliveries.suspend(suspended);
        firstPoll = poll::firstPoll;
        node.store().wakeUps().serve(queue(), firstPoll);
        polls.start();
        deliveries.start();
    }

    /**
     * What is to be done now and then; each node does it, and it doesn't matter how many do.
     */
    private synchronized void keepLater(TaskStore store) {
        if (!stopped) {
            alarm = TrackerThreads.handLater(handler.timer(), background, BETWEEN_CLOCKS, () -> keep(store));
        }
    }

    private void keep(TaskStore store) {
        try {
            housekeeping.run("setting the clock", store::setClock);
            if (++minutes % MINUTES_BETWEEN_TIDYING == 0) {
                store.tidy(housekeeping);
                store.wakeForgotten(handler.queue(), housekeeping);
            }
        } finally {
            keepLater(store);
        }
    }

    @Override
    public synchronized void suspend() {
        suspended = true;
        if (deliveries != null) {
            deliveries.suspend(true);
        }
    }

    @Override
    public synchronized void resume() {
        suspended = false;
        if (deliveries != null) {
            deliveries.suspend(false);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        whenStopped.accept(this);
        alarm.cancel();
        if (node != null) {
            stopWork();
        }
    }

    private void stopWork() {
        QueueScheduler first = polls;
        QueueScheduler second = deliveries;
        polls = null;
        deliveries = null;
        if (firstPoll != null) {
            node.store().wakeUps().serveNoMore(queue(), firstPoll);
            firstPoll = null;
        }
        node.stop();
        node = null;
        try {
            stop(first);
        } finally {
            stop(second);
        }
    }

    private static void stop(QueueScheduler scheduler) {
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
