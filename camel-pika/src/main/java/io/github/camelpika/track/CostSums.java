package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.github.camelpika.model.CostUnit;

/**
 * What the rows of {@code pika_cost} come to. Sums are made anew each time, so that no running total can drift from the rows.
 */
final class CostSums {

    private static final String RESERVED = "SUM(CASE WHEN state <> 'SETTLED' THEN COALESCE(reserved, 0) ELSE 0 END)";
    private static final String SETTLED = "SUM(CASE WHEN state = 'SETTLED' THEN COALESCE(settled, 0) ELSE 0 END)";
    private static final String REFUNDED = "SUM(CASE WHEN state = 'SETTLED' THEN COALESCE(refunded, 0) ELSE 0 END)";
    private static final String SPENT = "SUM(CASE WHEN state = 'SETTLED' AND COALESCE(settled, 0) > COALESCE(refunded, 0)"
                                        + " THEN settled - COALESCE(refunded, 0) ELSE 0 END)";
    /** By itself H2 waits two seconds for a row, and with many at once some turns come later; others wait for as long as InnoDB does, or longer. */
    private static final String WAIT_ON_H2 = "SELECT submissions FROM pika_budget WHERE component = ? FOR UPDATE WAIT 50";
    private static final String GROUP = "spent_on, cost_label, route_id, model, gateway, unit";

    private CostSums() {
    }

    /**
     * Waits until no other transaction is between the sum of a component's budget and what it reserves of it. To be called
     * before anything is read in the transaction, as what is read from then on must be of after the wait.
     *
     * @return whether the row that all wait for is there
     */
    static boolean takeTurn(Database database, Connection connection, String component) throws SQLException {
        if (database == Database.H2) {
            try (PreparedStatement select = connection.prepareStatement(WAIT_ON_H2)) {
                select.setString(1, component);
                select.executeQuery().close();
            }
        }
        try (PreparedStatement update = connection
                .prepareStatement("UPDATE pika_budget SET submissions = submissions + 1 WHERE component = ?")) {
            update.setString(1, component);
            return update.executeUpdate() == 1;
        }
    }

    static void makeTurns(Connection connection, String component) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO pika_budget (component, submissions) VALUES (?, 0)")) {
            insert.setString(1, component);
            insert.executeUpdate();
        }
    }

    static boolean hasTurns(Connection connection, String component) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT submissions FROM pika_budget WHERE component = ?")) {
            select.setString(1, component);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static CostTotals totals(Connection connection, CostLimit limit, String component, LocalDate day, String label)
            throws SQLException {
        String ofLabel = !limit.ofLabel() ? "" : label == null ? " AND cost_label IS NULL" : " AND cost_label = ?";
        try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement("SELECT " + SPENT + ", " + RESERVED
                + " FROM pika_cost WHERE component = ? AND spent_on = ? AND unit = ?" + ofLabel))) {
            select.setString(1, component);
            select.setString(2, day.toString());
            select.setString(3, limit.unit().name());
            if (limit.ofLabel() && label != null) {
                select.setString(4, label);
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? new CostTotals(rows.getLong(1), rows.getLong(2)) : CostTotals.NOTHING;
            }
        }
    }

    static List<CostLine> lines(Connection connection, String component, LocalDate from, LocalDate to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + GROUP + ", COUNT(*), SUM(COALESCE(quoted, 0)), "
                + RESERVED + ", " + SETTLED + ", " + REFUNDED + " FROM pika_cost WHERE component = ? AND spent_on >= ?"
                + " AND spent_on <= ? GROUP BY " + GROUP)) {
            select.setString(1, component);
            select.setString(2, from.toString());
            select.setString(3, to.toString());
            List<CostLine> lines = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new CostLine(LocalDate.parse(row.getString(1)), row.getString(2), row.getString(3), row.getString(4),
                            row.getString(5), CostUnit.valueOf(row.getString(6)), row.getLong(7), row.getLong(8), row.getLong(9),
                            row.getLong(10), row.getLong(11)));
                }
            }
            // databases differ in how they order texts and what is not there
            lines.sort(CostLine.ORDER);
            return lines;
        }
    }

    static OptionalLong mean(Connection connection, CostJob kind, CostUnit unit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT settled FROM pika_cost WHERE gateway = ? AND unit = ?"
                + " AND state = 'SETTLED' AND settled > 0 AND " + same("model", kind.model()) + " AND " + same("input", kind.input())
                + " ORDER BY created_at DESC")) {
            select.setMaxRows(CostLedger.SAMPLES);
            select.setString(1, kind.gateway());
            select.setString(2, unit.name());
            int next = 3;
            if (kind.model() != null) {
                select.setString(next++, kind.model());
            }
            if (kind.input() != null) {
                select.setString(next, kind.input().name());
            }
            List<Long> charged = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    charged.add(rows.getLong(1));
                }
            }
            return CostLedger.mean(charged.stream());
        }
    }

    private static String same(String column, Object value) {
        return column + (value == null ? " IS NULL" : " = ?");
    }
}
