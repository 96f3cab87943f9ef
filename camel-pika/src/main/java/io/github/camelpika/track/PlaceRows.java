package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import io.github.camelpika.wait.FlightPlace;

/**
 * Places in the table {@code pika_in_flight}, a row each. They are numbered, and the number is in the key: so no more are
 * taken than there are, whatever a database does when several nodes take one at once.
 */
final class PlaceRows implements TaskPlaces {

    /** More of them in one go means that places change hands faster than a node can look. */
    private static final int MOST_TRIES = 100;
    /** A node that finds no place free looks for those whose holders are gone not more often. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(900);
    /** One for each key, and keys come with messages. */
    private static final int MOST_SWEPT = 1_000;

    private static final Runnable NOT_ENDED = () -> { };

    private static final String SELECT = "SELECT slot FROM pika_in_flight WHERE scope = ?";
    private static final String INSERT = "INSERT INTO pika_in_flight (scope, slot, holder, submission, held_until)"
                                         + " VALUES (?, ?, ?, ?, ?)";
    private static final String HOLDS = "SELECT COUNT(*) FROM pika_in_flight WHERE holder = ?";
    private static final String ACCEPTED = "UPDATE pika_in_flight SET task_id = ?, held_until = ? WHERE holder = ?";
    private static final String TAKE_OVER = "UPDATE pika_in_flight SET holder = ?, task_id = NULL, held_until = ?"
                                            + " WHERE scope = ? AND submission = ?";
    private static final String FREE = "DELETE FROM pika_in_flight WHERE holder = ?";
    private static final String ENDED = "DELETE FROM pika_in_flight WHERE scope = ? AND task_id = ?";
    /** Only of what is in a queue the table of the tasks tells the end. */
    private static final String SWEEP = "DELETE FROM pika_in_flight WHERE scope = ? AND held_until < ? AND NOT EXISTS"
                                        + " (SELECT 1 FROM pika_task t WHERE t.id = pika_in_flight.submission AND (t.state = 'INTENT'"
                                        + " OR t.state = 'WAITING' AND t.queue_name IS NOT NULL"
                                        + " OR t.state IN ('UNKNOWN', 'READY') AND t.task_id IS NULL))";

    private final Supplier<TaskStore> stores;
    private final DeferredWrite later;
    private final Map<String, Long> swept = new ConcurrentHashMap<>();
    /** Tasks whose places are still to learn of them, as where the database is away, and what is to be done if they end before. */
    private final Map<String, Runnable> unwritten = new ConcurrentHashMap<>();

    PlaceRows(Supplier<TaskStore> stores, DeferredWrite later) {
        this.stores = stores;
        this.later = later;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public boolean take(String scope, int most, FlightPlace place) {
        TaskStore store = stores.get();
        store.compareClocksIfOld();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<Integer> free = free(store, scope, most);
            if (free.isEmpty() && sweep(store, scope) > 0) {
                free = free(store, scope, most);
            }
            if (free.isEmpty()) {
                return false;
            }
            // not all want the same one
            if (insert(store, scope, free.get(ThreadLocalRandom.current().nextInt(free.size())), place)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean takeOver(String scope, int most, FlightPlace place) {
        TaskStore store = stores.get();
        store.compareClocksIfOld();
        Instant until = leased(store);
        boolean there = store.transactions().single(connection -> {
            try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
                update.setString(1, place.holder());
                update.setLong(2, until.toEpochMilli());
                update.setString(3, scope);
                update.setString(4, place.submission());
                return update.executeUpdate() > 0;
            }
        });
        return there || take(scope, most, place);
    }

    private static Instant leased(TaskStore store) {
        return store.clock().now().plus(store.intentLives()).plus(store.slack());
    }

    private static List<Integer> free(TaskStore store, String scope, int most) {
        return store.transactions().single(connection -> {
            BitSet taken = new BitSet();
            int all = 0;
            try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement(SELECT))) {
                select.setString(1, scope);
                try (ResultSet rows = select.executeQuery()) {
                    for (; rows.next(); all++) {
                        taken.set(rows.getInt(1));
                    }
                }
            }
            List<Integer> free = new ArrayList<>();
            // those above count, too, where there were more
            for (int slot = taken.nextClearBit(0); slot < most && all < most; slot = taken.nextClearBit(slot + 1)) {
                free.add(slot);
            }
            return free;
        });
    }

    private static boolean insert(TaskStore store, String scope, int slot, FlightPlace place) {
        Instant until = leased(store);
        try {
            return store.transactions().single(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                    insert.setString(1, scope);
                    insert.setInt(2, slot);
                    insert.setString(3, place.holder());
                    if (place.submission() == null) {
                        insert.setNull(4, Types.VARCHAR);
                    } else {
                        insert.setString(4, place.submission());
                    }
                    insert.setLong(5, until.toEpochMilli());
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (TrackerDatabaseException e) {
            if (!DatabaseErrors.isForGood(e)) {
                // it may be there or not, and goes with its lease
                throw e;
            }
            return holds(store, place);
        }
    }

    private static boolean holds(TaskStore store, FlightPlace place) {
        return store.transactions().single(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement(HOLDS))) {
                select.setString(1, place.holder());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() && rows.getInt(1) > 0;
                }
            }
        });
    }

    private int sweep(TaskStore store, String scope) {
        long now = store.timer().nanos();
        Long last = swept.get(scope);
        if (last != null && now - last < BETWEEN_SWEEPS.toNanos()) {
            return 0;
        }
        if (swept.size() >= MOST_SWEPT) {
            swept.values().removeIf(each -> now - each >= BETWEEN_SWEEPS.toNanos());
        }
        swept.put(scope, now);
        long moment = store.clock().now().toEpochMilli();
        return store.transactions().single(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(SWEEP)) {
                delete.setString(1, scope);
                delete.setLong(2, moment);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public void accepted(FlightPlace place, String taskId) {
        unwritten.put(taskId, NOT_ENDED);
        later.write("that task " + taskId + " is in flight", () -> {
            update(place, TaskTable.start(taskId), place.queued() ? Duration.ZERO : place.lease());
            Runnable then = unwritten.remove(taskId);
            if (then != NOT_ENDED && then != null) {
                free(place, then);
            }
        });
    }

    @Override
    public void unknown(FlightPlace place) {
        later.write("that a task may be in flight", () -> update(place, null, place.submission() == null ? place.lease() : Duration.ZERO));
    }

    private void update(FlightPlace place, String taskId, Duration lease) {
        TaskStore store = stores.get();
        Instant until = store.clock().now().plus(lease);
        execute(connection -> {
            PreparedStatement update = connection.prepareStatement(ACCEPTED);
            update.setString(1, taskId);
            update.setLong(2, until.toEpochMilli());
            update.setString(3, place.holder());
            return update;
        });
    }

    @Override
    public void free(FlightPlace place, Runnable then) {
        later.writeSoon("that a place for a task is free", () -> execute(connection -> {
            PreparedStatement delete = connection.prepareStatement(FREE);
            delete.setString(1, place.holder());
            return delete;
        }), then);
    }

    @Override
    public void ended(String scope, String taskId, Runnable then) {
        if (unwritten.computeIfPresent(taskId, (id, not) -> then) != null) {
            // no row knows it yet; whoever writes that frees the place
            return;
        }
        later.writeSoon("that task " + taskId + " is no longer in flight", () -> execute(connection -> {
            PreparedStatement delete = connection.prepareStatement(ENDED);
            delete.setString(1, scope);
            delete.setString(2, TaskTable.start(taskId));
            return delete;
        }), then);
    }

    private interface Prepared {
        PreparedStatement on(Connection connection) throws SQLException;
    }

    private void execute(Prepared prepared) {
        stores.get().transactions().single(connection -> {
            try (PreparedStatement statement = prepared.on(connection)) {
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public int taken(String scope) {
        return stores.get().transactions().single(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement("SELECT COUNT(*) FROM pika_in_flight WHERE scope = ?"))) {
                select.setString(1, scope);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }
}
