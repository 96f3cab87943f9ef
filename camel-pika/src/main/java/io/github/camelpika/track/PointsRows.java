package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What was spent, in the table {@code pika_points}: a row for each component and day.
 */
final class PointsRows implements PointsLedger {

    private static final String UPDATE = "UPDATE pika_points SET points = points + ? WHERE component = ? AND spent_on = ?";
    private static final String INSERT = "INSERT INTO pika_points (points, component, spent_on) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT points FROM pika_points WHERE component = ? AND spent_on = ?";

    private final Supplier<Transactions> transactions;
    private final DeferredWrite later;
    private final Executor background;

    /**
     * @param background where it is written, as whoever learns of an end must not wait for a database
     */
    PointsRows(Supplier<Transactions> transactions, DeferredWrite later, Executor background) {
        this.transactions = transactions;
        this.later = later;
        this.background = background;
    }

    @Override
    public void add(String component, LocalDate day, long points) {
        background.execute(() -> later.write("that a task cost " + points + " points", () -> write(component, day, points)));
    }

    private void write(String component, LocalDate day, long points) {
        if (execute(UPDATE, component, day, points)) {
            return;
        }
        try {
            execute(INSERT, component, day, points);
        } catch (TrackerDatabaseException e) {
            // another node may have begun the day a moment ago
            if (!execute(UPDATE, component, day, points)) {
                throw e;
            }
        }
    }

    private boolean execute(String sql, String component, LocalDate day, long points) {
        return transactions.get().single(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, points);
                statement.setString(2, component);
                statement.setString(3, day.toString());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public long spent(String component, LocalDate day) {
        return transactions.get().single(connection -> spent(connection, component, day));
    }

    private static long spent(Connection connection, String component, LocalDate day) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, component);
            select.setString(2, day.toString());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
