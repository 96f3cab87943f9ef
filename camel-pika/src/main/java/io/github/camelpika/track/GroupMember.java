package io.github.camelpika.track;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.time.TimeSource;

/**
 * What one thread has to write while others do, and what became of it.
 */
final class GroupMember<T> {

    /** Whether its thread does it for all that wait, it is done, or its thread does it alone. */
    enum Turn { FIRST, DONE, ALONE }

    private final String id;
    private final CountDownLatch settled = new CountDownLatch(1);
    private Write.Next<T> next;
    private Turn turn;
    private Throwable failure;

    GroupMember(String id, Write<T> first) {
        this.id = id;
        this.next = first.asNext();
    }

    String id() {
        return id;
    }

    /**
     * The statement that is to be done now; null if all are.
     */
    String sql() {
        return next.write() == null ? null : next.write().sql();
    }

    void bind(PreparedStatement statement) throws SQLException {
        next.write().binder().bind(statement);
    }

    boolean isCode() {
        return next.write().code() != null;
    }

    void run(Connection connection) throws SQLException {
        next = next.write().one(connection);
    }

    void wrote(int rows) throws SQLException {
        if (rows < 0) {
            // a driver that makes one statement of many can't tell, and each is done alone
            throw new BatchUpdateException(new int[] {rows});
        }
        next = next.write().after().apply(rows);
    }

    void settle(Turn newTurn, Throwable newFailure) {
        turn = newTurn;
        failure = newFailure;
        settled.countDown();
    }

    /**
     * Waits until it is settled; no interruption ends that, as what is being written can't be called back.
     *
     * @return null if it took longer
     */
    Turn await(long mostNanos) {
        boolean interrupted = false;
        long end = TimeSource.SYSTEM.nanos() + mostNanos;
        try {
            while (true) {
                try {
                    return settled.await(end - TimeSource.SYSTEM.nanos(), TimeUnit.NANOSECONDS) ? turn : null;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * @throws TrackerDatabaseException if it is not certain that it was done
     */
    T outcome() {
        if (failure != null) {
            // of its thread's own, as each may add something to it
            throw new TrackerDatabaseException(failure.getMessage(), failure);
        }
        return next.result();
    }
}
