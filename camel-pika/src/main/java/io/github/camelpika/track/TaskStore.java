package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.sql.DataSource;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The submissions in the database. A change is made only if the row still is what it was when the change was decided;
 * where it goes with a wake-up, both are written in one transaction.
 */
final class TaskStore {

    private static final Logger LOG = LoggerFactory.getLogger(TaskStore.class);

    /** More of them in one go means that rows change faster than anything here does. */
    private static final int MOST_TRIES = 100;
    /** A year and a month: a month can be compared with the same one of the year before. */
    private static final int DAYS_OF_COSTS = 400;

    private final Transactions transactions;
    private final Database database;
    private final DatabaseClock clock;
    private final WakeUps wakeUps;
    private final Timer timer;
    private final Duration intentLives;
    private final SubmitterWrites submitted;
    private final ConsumerWrites consumed;
    private final TaskQueries queries;
    private final UnreadableRows unreadable = new UnreadableRows();
    private final String node = NodeName.next();
    private final TakeoverGrace grace;
    /** Why there can be no session by which other nodes know this one; null if there can. */
    private final String withoutSession;
    private final FailoverCheck failover;
    private NodeSession session;
    private boolean consumes;

    /**
     * @throws TrackerDatabaseException if the database can't be asked now
     */
    TaskStore(DataSource dataSource, boolean createTable, boolean sessionLock, Duration retention, Duration intentLives,
              Timer timer, DatabaseOutage outage, Executor waiting) {
        this.transactions = new Transactions(dataSource);
        this.timer = timer;
        this.intentLives = intentLives;
        this.clock = new DatabaseClock(timer, this::compareClocks);
        this.database = transactions.run(TaskStore::databaseOf);
        transactions.use(database);
        String withoutSecond = SessionLock.of(database) == null ? null : PoolerCheck.check(dataSource, database, waiting);
        this.withoutSession = sessionLock ? withoutSecond : "sessionLock=false";
        Schema.prepare(transactions, database, createTable);
        PointsMigration.run(transactions);
        this.wakeUps = new WakeUps(transactions, database);
        this.queries = new TaskQueries(this, retention);
        this.submitted = new SubmitterWrites(this, retention);
        this.consumed = new ConsumerWrites(this, retention);
        this.grace = new TakeoverGrace(timer, transactions::tryToWrite);
        setClock();
        outage.whileAway(grace::begin);
        this.failover = new FailoverCheck(this, waiting);
        outage.lookBy(() -> {
            transactions.look();
            failover.notice();
        });
        outage.whenAnswering(failover::compare);
        transactions.watch(outage);
    }

    private static Database databaseOf(Connection connection) throws SQLException {
        Database database = Database.of(connection);
        if (database == Database.H2) {
            H2Connections.warnWithoutUrl(connection);
        }
        return database;
    }

    /**
     * Compares the clocks anew, as machines' clocks drift apart.
     */
    void setClock() {
        Moment before = Moment.of(timer);
        clock.set(transactions.single(database::now), before);
    }

    void compareClocksIfOld() {
        if (clock.isOld()) {
            compareClocks();
        }
    }

    /**
     * What the database says inside of a transaction may be of its beginning.
     */
    private void compareClocks() {
        if (transactions.isOpen()) {
            return;
        }
        try {
            setClock();
        } catch (RuntimeException e) {
            LOG.debug("The database can't be asked for its time just now", e);
        }
    }

    /**
     * From now on this node works for a queue, as others may do.
     */
    synchronized void consume() {
        if (!consumes) {
            consumes = true;
            session = NodeSession.start(this, withoutSession).orElse(null);
        }
    }

    synchronized void close() {
        if (session != null) {
            session.close();
        }
    }

    /**
     * By which other nodes know what this one works on.
     */
    String node() {
        return node;
    }

    TakeoverGrace grace() {
        return grace;
    }

    FailoverCheck failover() {
        return failover;
    }

    SubmitterWrites submitted() {
        return submitted;
    }

    ConsumerWrites consumed() {
        return consumed;
    }

    TaskQueries queries() {
        return queries;
    }

    UnreadableRows unreadable() {
        return unreadable;
    }

    Database database() {
        return database;
    }

    Transactions transactions() {
        return transactions;
    }

    DataSource dataSource() {
        return transactions.joining();
    }

    DatabaseClock clock() {
        return clock;
    }

    WakeUps wakeUps() {
        return wakeUps;
    }

    Duration intentLives() {
        return intentLives;
    }

    Timer timer() {
        return timer;
    }

    /**
     * When an intent that was posted then is given up. An owner that is only slow to write down what became of its POST
     * has a sixth of the time on top, which is half a minute.
     */
    Instant abandoned(Instant posted) {
        return posted.plus(intentLives).plus(slack());
    }

    Duration slack() {
        return intentLives.dividedBy(6);
    }

    boolean isAbandoned(TaskRow row) {
        return row.isIn(Phase.INTENT) && !clock.now().isBefore(abandoned(row.task().acceptedAt()));
    }

    boolean sendAgain(String id) {
        return step(id, row -> row.isIn(Phase.DEAD)
                ? Optional.of(row.with(row.task().in(Phase.READY).delivered(0)))
                : Optional.empty(), row -> wakeUps.pollAt(row.task().queue(), id, clock.now()));
    }

    boolean askNow(String id) {
        Optional<TaskRow> waiting = find(id).filter(row -> row.isIn(Phase.WAITING) && !row.isInline());
        waiting.ifPresent(row -> wakeUps.hurry(row.task().queue(), id, clock.now()));
        return waiting.isPresent();
    }

    boolean forget(String id) {
        return removeIf(id, row -> row.task().isFateUnknown() || !row.isIn(Phase.INTENT) && !row.isIn(Phase.READY),
                connection -> CostTable.releaseAll(connection, id));
    }

    boolean forgetUnknown(String id) {
        return removeIf(id, row -> row.task().isFateUnknown(), connection -> CostTable.releaseAll(connection, id));
    }

    /**
     * @param then done in the same transaction
     */
    boolean removeIf(String id, Function<TaskRow, Boolean> condition, Also then) {
        return transactions.run(connection -> {
            Optional<TaskRow> row = TaskTable.findToChange(database, connection, id);
            if (row.isEmpty() || !condition.apply(row.get()) || !TaskTable.delete(connection, row.get())) {
                return false;
            }
            then.in(connection);
            if (!row.get().isInline()) {
                wakeUps.cancel(row.get().task().queue(), id);
            }
            return true;
        });
    }

    interface Also {
        void in(Connection connection) throws SQLException;
    }

    /**
     * Changes a row as it is now, however often others change it meanwhile.
     *
     * @param change what becomes of it; empty for nothing
     * @param then   done in the same transaction
     */
    boolean step(String id, Function<TaskRow, Optional<TaskRow>> change, After then) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Boolean changed = transactions.run(connection -> {
                Optional<TaskRow> row = TaskTable.findToChange(database, connection, id);
                Optional<TaskRow> next = row.flatMap(change);
                if (next.isEmpty()) {
                    return false;
                }
                if (!TaskTable.update(connection, next.get())) {
                    return null;
                }
                then.changed(next.get());
                return true;
            });
            if (changed != null) {
                return changed;
            }
        }
        throw new TrackerDatabaseException("The row of submission " + id + " in pika_task keeps changing");
    }

    interface After {
        void changed(TaskRow row);
    }

    Optional<TaskRow> find(String id) {
        return transactions.single(connection -> TaskTable.find(connection, id));
    }

    Optional<TaskRow> findRowWhole(String id) {
        return transactions.single(connection -> TaskTable.findWhole(connection, id));
    }

    Optional<TrackedTask> findWhole(String id) {
        return findRowWhole(id).map(TaskRow::task);
    }

    /**
     * Removes what is over and has been kept long enough, and tells of intents of no queue that are abandoned.
     */
    void tidy(Housekeeping housekeeping) {
        housekeeping.run("removal of what is no longer kept", () -> {
            Instant now = clock.now();
            transactions.run(connection -> {
                TaskTable.deleteExpired(connection, now);
                CostTable.deleteBefore(connection, LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_OF_COSTS));
                return null;
            });
        });
        housekeeping.run("look for abandoned submissions", () -> {
            Instant now = clock.now();
            Instant posted = now.minus(Duration.between(now, abandoned(now)));
            transactions.single(connection -> TaskTable.abandonedInline(connection, posted, unreadable))
                    .forEach(row -> housekeeping.run("report of an abandoned submission", () -> submitted.abandoned(row.task())));
        });
    }

    /**
     * Wakes the tasks of a queue that nobody would look at any more, because a process died between two steps.
     */
    void wakeForgotten(String queue, Housekeeping housekeeping) {
        housekeeping.run("look for forgotten tasks", () -> wakeAll(queue, housekeeping));
    }

    private void wakeAll(String queue, Housekeeping housekeeping) {
        List<String> ids = transactions.single(connection -> TaskTable.withoutWakeUp(connection, queue,
                WakeUps.poll(queue), WakeUps.deliver(queue)));
        if (!ids.isEmpty()) {
            LOG.info("{} tasks of queue {} had no wake-up and are given one", ids.size(), queue);
        }
        ids.forEach(id -> housekeeping.run("wake-up of a forgotten task", () -> wakeUps.pollAt(queue, id, clock.now())));
    }
}
