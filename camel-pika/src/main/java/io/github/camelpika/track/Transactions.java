package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;

/**
 * Connections of the tracker's own, apart from any transaction of a route: what is written here must be kept whether the
 * route goes through or not.
 */
final class Transactions {

    /** How long one waits for the writes of others before it goes alone; less than it takes until a node counts as dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final Map<Lane, GroupCommit> groups = new EnumMap<>(Lane.class);
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    private volatile Database database;
    private volatile DatabaseOutage outage;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * From now on it is noticed when the database is away.
     */
    void watch(DatabaseOutage newOutage) {
        outage = newOutage;
    }

    void use(Database known) {
        database = known;
        if (known.groupsCommits()) {
            for (Lane lane : Lane.values()) {
                groups.put(lane, new GroupCommit(this, known, PATIENCE, lane != Lane.LOOKS));
            }
        }
    }

    private boolean isH2() {
        return database == Database.H2;
    }

    /** Null until it has answered once. */
    Database database() {
        return database;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Whose writes go together: many submissions must not hold up a few deliveries. */
    enum Lane {
        SUBMISSIONS,
        /** What was seen of a task. */
        POLLS,
        /**
         * When a task is looked at again. Where the database can, these don't wait for the disk: if its machine dies in that moment,
         * the task is looked at once more, as if this node had died.
         */
        LOOKS,
        DELIVERIES
    }

    /**
     * Does the work in one transaction, or as a part of the one that this thread is in.
     *
     * @throws TrackerDatabaseException if it is not certain that everything was done
     */
    <T> T run(Work<T> work) {
        Connection joined = current.get();
        if (joined != null) {
            try {
                return work.with(joined);
            } catch (SQLException e) {
                throw DatabaseErrors.translated(e);
            }
        }
        checkOutage();
        return connected(connection -> inTransaction(connection, work), () -> true);
    }

    /**
     * The same for a thread of db-scheduler that looks what there is to do: it has time, and of an outage it is told with few
     * words.
     */
    <T> T patiently(Work<T> work) {
        awaitOutage();
        try {
            return run(work);
        } catch (DatabaseAwayException e) {
            throw e;
        } catch (TrackerDatabaseException e) {
            if (DatabaseErrors.isForGood(e)) {
                throw e;
            }
            throw new DatabaseAwayException(DatabaseErrors.sql(e).map(SQLException::getMessage).orElse(e.getMessage()));
        }
    }

    private void awaitOutage() {
        if (outage != null && TrackerThreads.isPatient()) {
            outage.awaitEnd();
        }
    }

    /**
     * The same, in one transaction with what other threads write just now, where the database is good at that.
     *
     * @param id of the only task whose rows are locked, that of {@code pika_task} first
     */
    <T> T write(Lane lane, String id, Write<T> write) {
        return write(lane, id, write, write::all);
    }

    /**
     * @param alone the same for the case that nobody else writes just now, or that something fails
     */
    <T> T write(Lane lane, String id, Write<T> write, Work<T> alone) {
        GroupCommit group = current.get() == null ? groups.get(lane) : null;
        if (group == null) {
            return run(alone);
        }
        checkOutage();
        return group.run(id, write, alone);
    }

    /**
     * Does what several threads have to write.
     *
     * @param suspicious whether a failure just now says something of the database
     */
    void together(Work<?> works, BooleanSupplier suspicious) {
        connected(connection -> inTransaction(connection, works), suspicious);
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        boolean automatic = connection.getAutoCommit();
        connection.setAutoCommit(false);
        current.set(connection);
        try {
            T result = work.with(connection);
            connection.commit();
            connection.setAutoCommit(automatic);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, automatic, e);
            throw e;
        } finally {
            current.remove();
        }
    }

    private <T> T connected(Work<T> work, BooleanSupplier suspicious) {
        try (Connection connection = open()) {
            try {
                return work.with(connection);
            } catch (SQLException | SQLRuntimeException | DbSchedulerException e) {
                DatabaseErrors.sql(e).ifPresent(sql -> suspect(connection, sql, suspicious.getAsBoolean()));
                throw e;
            }
        } catch (SQLException | SQLRuntimeException | DbSchedulerException e) {
            throw DatabaseErrors.translated(e);
        }
    }

    private Connection open() throws SQLException {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            suspect(null, e);
            throw e;
        } catch (RuntimeException e) {
            // so tell pools of what they meet at their first connection
            SQLException failure = new SQLException(e.getMessage(), e);
            suspect(null, failure);
            throw failure;
        }
        if (!isH2()) {
            return connection;
        }
        try {
            H2Connections.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            DatabaseErrors.sql(e).ifPresent(sql -> suspect(connection, sql));
            connection.close();
            throw e;
        }
    }

    private void suspect(Connection connection, SQLException failure) {
        suspect(connection, failure, true);
    }

    private void suspect(Connection connection, SQLException failure, boolean tell) {
        if (!DatabaseErrors.isOutage(failure)) {
            return;
        }
        if (connection != null && isH2()) {
            H2Connections.discard(connection, failure);
        }
        if (outage != null && tell) {
            outage.suspect(failure);
        }
    }

    private void checkOutage() {
        if (outage != null) {
            outage.check();
        }
    }

    /**
     * Writes something to each table that is needed all the time, whether the database is known to be away or not, and
     * leaves nothing there.
     *
     * @throws TrackerDatabaseException if that can't be done
     */
    void look() {
        whetherAwayOrNot(LookAtDatabase::write);
    }

    /**
     * Does the work in one transaction, whether the database is known to be away or not.
     *
     * @throws TrackerDatabaseException if that can't be done
     */
    <T> T whetherAwayOrNot(Work<T> work) {
        return connected(connection -> inTransaction(connection, work), () -> true);
    }

    /**
     * The same, unless that is known.
     */
    void tryToWrite() {
        checkOutage();
        look();
    }

    /**
     * A connection that is kept for long, and is nobody else's meanwhile. Also while the database is held to be away: others
     * hold this node dead while it has none.
     */
    Connection session() throws SQLException {
        return open();
    }

    /**
     * Whether this thread is in one.
     */
    boolean isOpen() {
        return current.get() != null;
    }

    /**
     * Does the work of a single statement, which is a transaction by itself where connections commit by themselves.
     *
     * @throws TrackerDatabaseException if it is not certain that it was done
     */
    <T> T single(Work<T> work) {
        if (current.get() != null) {
            return run(work);
        }
        checkOutage();
        return connected(connection -> connection.getAutoCommit() ? work.with(connection) : inTransaction(connection, work),
                () -> true);
    }

    private static void rollBack(Connection connection, boolean automatic, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(automatic);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * The data source for db-scheduler. Inside of {@link #run} it gives out the connection of that transaction, which
     * nobody but this class ends.
     */
    DataSource joining() {
        return new JoiningDataSource(dataSource, this::joined);
    }

    /**
     * Of this thread's transaction, or of its own and out of any.
     */
    private Connection joined() throws SQLException {
        Connection joined = current.get();
        if (joined != null) {
            return JoinedConnection.of(joined);
        }
        awaitOutage();
        checkOutage();
        try {
            return SchedulerConnection.of(open(), (connection, failure) -> {
                suspect(connection, failure);
                return new DatabaseAwayException(failure.getMessage());
            });
        } catch (SQLException e) {
            if (DatabaseErrors.isOutage(e)) {
                throw new DatabaseAwayException(e.getMessage());
            }
            throw e;
        }
    }
}
