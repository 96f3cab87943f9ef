package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.camelpika.model.CostUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a release before the ledger has written: the table {@code pika_points}, a row for each component and day of
 * UTC. The table stays as it is, as nodes of that release may still run; what they add is taken over by the next start.
 */
final class PointsMigration {

    private static final Logger LOG = LoggerFactory.getLogger(PointsMigration.class);

    /** The only gateway that told of points. */
    private static final String GATEWAY = "cometapi";

    private static final String TABLE = "pika_points";

    private PointsMigration() {
    }

    static void run(Transactions transactions) {
        List<CostEntry> old = transactions.single(connection -> isThere(connection) ? read(connection) : List.of());
        old.forEach(entry -> takeOver(transactions, entry));
    }

    /** A statement that fails is an error in the logs of servers and drivers. */
    private static boolean isThere(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.storesUpperCaseIdentifiers() ? TABLE.toUpperCase(Locale.ROOT) : TABLE;
        try (ResultSet table = about.getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
            return table.next();
        }
    }

    private static List<CostEntry> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT component, spent_on, points FROM " + TABLE)) {
            List<CostEntry> entries = new ArrayList<>();
            while (row.next()) {
                try {
                    entries.add(entry(row.getString(1), LocalDate.parse(row.getString(2)), row.getLong(3)));
                } catch (DateTimeParseException e) {
                    LOG.debug("Nobody of ours has written that", e);
                }
            }
            return entries;
        }
    }

    private static CostEntry entry(String component, LocalDate day, long points) {
        String id = Sha256.of("points " + component + " " + day);
        CostJob job = new CostJob(component, GATEWAY, null, null, null, null, null);
        return new CostEntry(id, id, job, day, day.atStartOfDay(ZoneOffset.UTC).toInstant(), null, CostState.SETTLED, CostUnit.POINTS,
                null, null, CostUnit.sane(points), 0L, null);
    }

    private static void takeOver(Transactions transactions, CostEntry entry) {
        try {
            transactions.run(connection -> {
                if (CostTable.find(connection, entry.id()).isPresent()) {
                    CostTable.update(connection, entry);
                } else {
                    CostTable.insert(connection, entry);
                }
                return null;
            });
        } catch (TrackerDatabaseException e) {
            if (!DatabaseErrors.isForGood(e)) {
                throw e;
            }
            LOG.debug("Another node may have taken it over a moment ago", e);
        }
    }
}
