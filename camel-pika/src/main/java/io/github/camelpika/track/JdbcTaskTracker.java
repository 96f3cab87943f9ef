package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javax.sql.DataSource;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.DurationStore;

/**
 * Keeps the tasks in a database: any process may be killed at any moment, no prompt is paid for twice, and every accepted
 * video arrives or its submission is reported as one whose fate is unknown. Any number of nodes submit to and consume the
 * same queues.
 * <p>
 * It needs {@code com.github.kagkarlsson:db-scheduler} and the database's driver on the class path. Use a data source of
 * one's own, or a pool; transactions of routes don't matter, as it always commits its own. What it promises is as good as
 * the database's word that something is kept.
 */
public final class JdbcTaskTracker implements TaskTracker, AutoCloseable {

    /** A week: longer than any retry of an upstream system, and than a weekend at which nobody looks. */
    private static final Duration BETWEEN_TIDYING = Duration.ofMinutes(10);

    private final ExecutorService background = TrackerThreads.background();
    /** A thread of its own: the others may all wait for the database that is looked at. */
    private final ExecutorService looks = TrackerThreads.looks();
    private final Timer timer;
    private final DeferredWrite later;
    private final DatabaseOutage outage;
    private final JdbcCostLedger costs;
    private final Set<JdbcSubscription> subscriptions = ConcurrentHashMap.newKeySet();

    private DataSource dataSource;
    private boolean createTable = true;
    private boolean sessionLock = true;
    private Duration retention = Retention.DEFAULT;
    private Duration intentLives = INTENT_LIVES;
    private volatile TaskStore store;
    private Runnable beforeIntent = () -> { };
    private volatile long tidied;

    public JdbcTaskTracker() {
        this(TrackerThreads.timer());
    }

    /**
     * For tests, which turn the clock.
     */
    JdbcTaskTracker(Timer timer) {
        this.timer = timer;
        this.later = new DeferredWrite(timer, background);
        this.outage = new DatabaseOutage(timer, looks, later::pending);
        this.costs = new JdbcCostLedger(() -> store().transactions(), later);
        this.tidied = timer.nanos();
    }

    @Override
    public void check() {
        if (dataSource == null) {
            throw new IllegalStateException("JdbcTaskTracker has no dataSource: set its property dataSource, for example"
                                            + " with camel.beans.tracker.dataSource=#bean:myDataSource");
        }
        List<String> missing = Needed.missing(Needed.DB_SCHEDULER);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("JdbcTaskTracker needs db-scheduler, which is not on the class path: add the"
                                            + " dependency " + missing.get(0));
        }
    }

    @Override
    public void ping() {
        store().setClock();
    }

    /**
     * Opened at the first use, and not before: the database may not be up yet when routes start.
     */
    private synchronized TaskStore store() {
        if (store == null) {
            check();
            store = new TaskStore(dataSource, createTable, sessionLock, retention, intentLives, timer, outage, looks);
        }
        return store;
    }

    @Override
    public Optional<TrackedTask> intend(TrackedTask intent) {
        return intend(intent, SubmitterWrites.NOTHING);
    }

    @Override
    public Optional<TrackedTask> intend(TrackedTask intent, Runnable alongside) {
        if (intent.queue() != null) {
            QueueName.check(intent.queue());
        }
        beforeIntent.run();
        TaskStore current = store();
        current.compareClocksIfOld();
        tidyNowAndThen(current);
        Optional<TrackedTask> there = current.submitted().intend(intent, alongside);
        if (there.isPresent()) {
            return there;
        }
        if (current.failover().isFoundAgain(intent)) {
            // nothing that is gone again means leave to post
            return current.findWhole(intent.id()).or(() -> Optional.of(intent));
        }
        current.failover().intended(intent);
        return there;
    }

    /**
     * The consumers of queues tidy up; a process that only submits has none.
     */
    private void tidyNowAndThen(TaskStore current) {
        long now = timer.nanos();
        if (now - tidied > BETWEEN_TIDYING.toNanos()) {
            tidied = now;
            current.tidy(new Housekeeping());
        }
    }

    @Override
    public Optional<TrackedTask> lookUp(String id) {
        return store().submitted().lookUp(id);
    }

    @Override
    public boolean renew(TrackedTask intent) {
        return store().submitted().renew(intent);
    }

    @Override
    public boolean resubmit(TrackedTask intent) {
        boolean mine = store().submitted().resubmit(intent);
        if (mine) {
            store().failover().intended(intent);
        }
        return mine;
    }

    @Override
    public Optional<TrackedTask> takeOver(String id, String owner) {
        return store().submitted().takeOver(id, owner);
    }

    /** Where nothing was ever written, nothing can be lost. */
    private void remember(Consumer<FailoverCheck> what) {
        TaskStore current = store;
        if (current != null) {
            what.accept(current.failover());
        }
    }

    @Override
    public void accepted(String id, String taskId) {
        Moment when = Moment.of(timer);
        remember(failover -> failover.accepted(id, taskId, when));
        later.write("that the gateway has accepted task " + taskId, () -> {
            store().submitted().accepted(id, taskId, when);
            store().failover().written(id);
        });
    }

    @Override
    public void refused(TrackedTask intent) {
        later.write("that the gateway has not accepted submission " + intent.id(), () -> {
            store().submitted().refused(intent);
            store().failover().isOver(intent.id());
        });
    }

    @Override
    public void unknown(TrackedTask intent, String reason, String possibleTaskId) {
        remember(failover -> failover.inDoubt(intent.id(), reason, possibleTaskId));
        later.write("that the fate of submission " + intent.id() + " is unknown",
                () -> {
                    store().submitted().unknown(intent, reason, possibleTaskId);
                    store().failover().written(intent.id());
                });
    }

    @Override
    public void leftInDoubt(TrackedTask intent, String reason, String possibleTaskId) {
        remember(failover -> failover.inDoubt(intent.id(), reason, possibleTaskId));
        later.write("that submission " + intent.id() + " is in doubt",
                () -> {
                    store().submitted().leftInDoubt(intent, reason, possibleTaskId);
                    store().failover().written(intent.id());
                });
    }

    @Override
    public void ended(String id, VideoTask task) {
        later.write("that task " + task.taskId() + " is over", () -> store().submitted().ended(id, task));
    }

    @Override
    public Subscription subscribe(QueueHandler handler) {
        check();
        QueueName.check(handler.queue());
        JdbcSubscription subscription = new JdbcSubscription(handler, this::store, background, later, subscriptions::remove);
        subscriptions.add(subscription);
        subscription.begin();
        return subscription;
    }

    @Override
    public boolean isConsumedHere(String queue) {
        return subscriptions.stream().anyMatch(subscription -> subscription.queue().equals(queue));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Optional<TrackedTask> find(String id) {
        return store().queries().find(id);
    }

    @Override
    public List<TrackedTask> list(String queue, int most) {
        return store().queries().list(queue, most);
    }

    @Override
    public List<TaskSnapshot> snapshots(String queue, int most) {
        return store().queries().snapshots(queue, most);
    }

    @Override
    public TaskPage page(TaskFilter filter, int skip, int most) {
        return store().queries().page(filter, skip, most);
    }

    @Override
    public List<EndedTask> listEnded(int most) {
        return store().queries().listEnded(most);
    }

    @Override
    public List<TrackedTask> listUnknown(int most) {
        return store().queries().listUnknown(most);
    }

    @Override
    public QueueCounts counts(String queue) {
        return store().queries().counts(queue);
    }

    @Override
    public DurationStore durations() {
        return new LearnedRows(() -> store().transactions(), background);
    }

    @Override
    public CostLedger costs() {
        return costs;
    }

    @Override
    public TaskPlaces places() {
        return new PlaceRows(this::store, later);
    }

    @Override
    public boolean askNow(String id) {
        return store().askNow(id);
    }

    @Override
    public boolean sendAgain(String id) {
        return store().sendAgain(id);
    }

    @Override
    public boolean forget(String id) {
        store().failover().isOver(id);
        return store().forget(id);
    }

    @Override
    public boolean forgetUnknown(String id) {
        boolean forgotten = store().forgetUnknown(id);
        if (forgotten) {
            store().failover().isOver(id);
        }
        return forgotten;
    }

    /**
     * Ends its threads. What still is to be written down is not.
     */
    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
        timer.close();
        background.shutdown();
        looks.shutdown();
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /**
     * Where the tables are. Required.
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public boolean isCreateTable() {
        return createTable;
    }

    /**
     * Whether to make the tables where they are missing, on H2 and PostgreSQL. Default true; false for a database whose
     * tables are made by a person or a migration tool.
     */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    public Duration getRetention() {
        return retention;
    }

    /**
     * How long an idempotent key is kept after the end of its task. Default 7 days: for as long nothing that submits it
     * again pays again. At least a minute.
     *
     * @throws IllegalArgumentException if it is less
     */
    public void setRetention(Duration retention) {
        this.retention = Retention.checked(retention);
    }

    public boolean isSessionLock() {
        return sessionLock;
    }

    /**
     * Whether other nodes know by a lock on a connection of its own that a node that consumes queues lives, on PostgreSQL,
     * MySQL and MariaDB: what a dead one was at is taken over within a second or two. Default true; with false, or where the
     * pool has one connection only, it is known by heartbeats alone, and taken over within 10 seconds. False is for nodes
     * that reach the database by something that takes all their connections down for seconds while they live, such as a proxy
     * beside each of them that is restarted.
     */
    public void setSessionLock(boolean sessionLock) {
        this.sessionLock = sessionLock;
    }

    /**
     * @param check    throws an exception if nothing is to be submitted now
     * @param whenBack done each time that the database is back after it was away
     */
    void setGuards(Runnable check, Runnable whenBack) {
        beforeIntent = check;
        outage.whenBack(whenBack);
    }

    /**
     * For tests, which can't wait minutes until an intent counts as abandoned.
     */
    void setIntentLives(Duration intentLives) {
        this.intentLives = intentLives;
    }
}
