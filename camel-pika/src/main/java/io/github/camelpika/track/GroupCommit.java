package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.time.TimeSource;
import io.github.camelpika.track.GroupMember.Turn;

/**
 * Writes what many threads have to write in one transaction, so that all of them wait for the disk once, and the same
 * statements of all go over the line together. What comes alone is written at once, on its own thread. What comes while that
 * is under way waits for its end, and then goes with all else that has come, on the thread of the first of them; nobody waits
 * for more to come.
 * <p>
 * If one of them fails or would have to wait for a lock, nothing of the whole is done, and each is done alone: so one fails by
 * itself, and is held up by itself. Rows are locked table by table, in the order of statements and tasks' ids, so that no two
 * groups, of whatever nodes, wait for each other.
 */
final class GroupCommit {

    /** With so many the commit is a small part of the whole. */
    private static final int MOST = 64;
    /** For a lock of another transaction, such as one of a node that is dead or cut off in the midst of it. */
    private static final String LOCKS_OF_POSTGRESQL = "SET LOCAL lock_timeout = 500";
    private static final String NO_WAIT_OF_POSTGRESQL = "; SET LOCAL synchronous_commit = off";

    private static final List<String> TABLES = List.of("pika_task", CostTable.NAME, Settings.TABLE);
    private static final Comparator<String> IN_ORDER = Comparator
            .<String>comparingInt(sql -> TABLES.indexOf(TABLES.stream().filter(sql::contains).findFirst().orElse("")))
            .thenComparing(Comparator.naturalOrder());

    private final Transactions transactions;
    private final long patience;
    private final String settings;
    private final Deque<GroupMember<?>> waiting = new ArrayDeque<>();
    private boolean underWay;
    private long since;

    /**
     * @param patience for how long one waits at the most for those before it; far longer than a transaction takes, as who
     *                 goes alone takes more of a busy database
     * @param onDisk   whether it must be on the disk before anybody goes on
     */
    GroupCommit(Transactions transactions, Database database, Duration patience, boolean onDisk) {
        this.transactions = transactions;
        this.settings = database != Database.POSTGRESQL ? null : onDisk ? LOCKS_OF_POSTGRESQL : LOCKS_OF_POSTGRESQL + NO_WAIT_OF_POSTGRESQL;
        this.patience = patience.toNanos();
    }

    /**
     * @param  id                       of the only task whose rows are locked, that of {@code pika_task} first
     * @param  write                    for the case that it goes with others
     * @param  alone                    the same for the case that it doesn't
     * @throws TrackerDatabaseException if it is not certain that everything was done
     */
    <T> T run(String id, Write<T> write, Transactions.Work<T> alone) {
        GroupMember<T> mine = new GroupMember<>(id, write);
        Turn turn = enter(mine);
        if (turn == null) {
            turn = mine.await(patience);
            if (turn == null) {
                turn = withdraw(mine) ? Turn.ALONE : mine.await(Long.MAX_VALUE / 2);
            }
        }
        if (turn == Turn.FIRST) {
            try {
                List<GroupMember<?>> group = gather(mine);
                if (group.size() == 1) {
                    return transactions.run(alone);
                }
                turn = together(group);
            } finally {
                next();
            }
        }
        return turn == Turn.DONE ? mine.outcome() : transactions.run(alone);
    }

    private synchronized Turn enter(GroupMember<?> mine) {
        if (!underWay) {
            underWay = true;
            since = TimeSource.SYSTEM.nanos();
            return Turn.FIRST;
        }
        if (TimeSource.SYSTEM.nanos() - since > patience) {
            return Turn.ALONE;
        }
        waiting.add(mine);
        return null;
    }

    private synchronized List<GroupMember<?>> gather(GroupMember<?> first) {
        List<GroupMember<?>> group = new ArrayList<>();
        group.add(first);
        while (group.size() < MOST && !waiting.isEmpty()) {
            group.add(waiting.poll());
        }
        group.sort(Comparator.comparing(GroupMember::id));
        return group;
    }

    private synchronized void next() {
        GroupMember<?> first = waiting.poll();
        underWay = first != null;
        if (underWay) {
            since = TimeSource.SYSTEM.nanos();
            first.settle(Turn.FIRST, null);
        }
    }

    private synchronized boolean withdraw(GroupMember<?> mine) {
        return waiting.remove(mine);
    }

    private Turn together(List<GroupMember<?>> group) {
        AtomicBoolean written = new AtomicBoolean();
        // an interrupted thread would make H2 close its file, in the midst of what others write
        boolean interrupted = Thread.interrupted();
        Turn turn = Turn.DONE;
        Throwable failure = null;
        try {
            transactions.together(connection -> {
                set(connection);
                write(connection, group);
                written.set(true);
                return null;
            }, written::get);
        } catch (RuntimeException | Error e) {
            turn = written.get() ? Turn.DONE : Turn.ALONE;
            failure = e;
            if (e instanceof Error error) {
                throw error;
            }
        } finally {
            for (GroupMember<?> member : group) {
                member.settle(turn, failure);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return turn;
    }

    private void set(Connection connection) throws SQLException {
        if (settings != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
            }
        }
    }

    private static void write(Connection connection, List<GroupMember<?>> group) throws SQLException {
        List<GroupMember<?>> next = next(group);
        while (!next.isEmpty()) {
            if (next.get(0).isCode()) {
                for (GroupMember<?> member : next) {
                    member.run(connection);
                }
            } else {
                batch(connection, next);
            }
            next = next(group);
        }
    }

    /**
     * Those whose statement is the first in order of all that are still to be done.
     */
    private static List<GroupMember<?>> next(List<GroupMember<?>> group) {
        Optional<String> first = group.stream().map(GroupMember::sql).filter(Objects::nonNull).min(IN_ORDER);
        return group.stream().filter(member -> member.sql() != null && member.sql().equals(first.orElse(null))).toList();
    }

    private static void batch(Connection connection, List<GroupMember<?>> same) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(same.get(0).sql())) {
            for (GroupMember<?> member : same) {
                member.bind(statement);
                statement.addBatch();
            }
            int[] rows = statement.executeBatch();
            for (int i = 0; i < rows.length; i++) {
                same.get(i).wrote(rows[i]);
            }
        }
    }
}
