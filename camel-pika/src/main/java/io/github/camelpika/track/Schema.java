package io.github.camelpika.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables: {@code pika_task}, {@code pika_learned} and {@code pika_points}, which are the tracker's, and
 * {@code pika_schedule}, which is db-scheduler's under a name of its own. Their statements for each database lie beside
 * this class.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final List<String> TABLES = List.of("pika_task", Settings.TABLE, "pika_learned", "pika_points");

    /** Of MySQL and MariaDB. */
    private static final String OLD_COLUMNS = "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
            + " WHERE table_schema = DATABASE() AND table_name IN ('" + String.join("', '", TABLES) + "') AND (data_type ="
            + " 'timestamp' OR column_name IN ('queue_name', 'task_name') AND collation_name NOT LIKE '%bin')"
            + " ORDER BY table_name, ordinal_position";

    private Schema() {
    }

    /**
     * Sees to it that the tables are there.
     *
     * @param  create                   whether to make them, on H2 and PostgreSQL
     * @throws TrackerDatabaseException if they are not there
     */
    static void prepare(Transactions transactions, Database database, boolean create) {
        if (exists(transactions)) {
            if (database.isOfMySql()) {
                warnOfOldColumns(transactions);
            }
            return;
        }
        if (create && (database == Database.H2 || database == Database.POSTGRESQL)) {
            create(transactions, database);
        }
        if (!exists(transactions)) {
            throw new TrackerDatabaseException("The tables " + String.join(", ", TABLES)
                                               + " don't exist: create"
                                               + " them with the statements for " + database.product()
                                               + " in docs/durability.adoc, or set createTable=true on H2 and PostgreSQL");
        }
    }

    private static void create(Transactions transactions, Database database) {
        try {
            transactions.run(connection -> {
                for (String statement : statements(database).split(";")) {
                    if (!statement.isBlank()) {
                        execute(connection, statement);
                    }
                }
                return null;
            });
        } catch (TrackerDatabaseException e) {
            // another node may have been faster, which PostgreSQL tells as a violation of its own catalog
            LOG.debug("The tables could not be created", e);
        }
    }

    private static boolean exists(Transactions transactions) {
        try {
            return transactions.run(connection -> {
                for (String table : TABLES) {
                    execute(connection, "SELECT COUNT(*) FROM " + table + " WHERE 1 = 0");
                }
                return true;
            });
        } catch (TrackerDatabaseException e) {
            if (!DatabaseErrors.isMissingTable(e)) {
                throw e;
            }
            LOG.debug("The tables are not there", e);
            return false;
        }
    }

    private static void warnOfOldColumns(Transactions transactions) {
        List<String> old = transactions.single(connection -> {
            List<String> columns = new ArrayList<>();
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(OLD_COLUMNS)) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        });
        if (!old.isEmpty()) {
            LOG.warn("The columns {} of the task tracker were made by statements of an older camel-pika. Nothing can be written into"
                     + " a TIMESTAMP in the hour that is left out where clocks are put forward, and names of queues that differ"
                     + " by case or accents alone may be one there: run the statements for MySQL and MariaDB that migrate, in"
                     + " docs/durability.adoc", String.join(", ", old));
        }
    }

    private static Void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return null;
        }
    }

    static String statements(Database database) {
        String file = switch (database) {
            case POSTGRESQL -> "postgresql.sql";
            case H2 -> "h2.sql";
            case MYSQL, MYSQL_5, MARIADB -> "mysql.sql";
            case SQL_SERVER -> "sqlserver.sql";
            case ORACLE -> "oracle.sql";
        };
        try (InputStream in = Schema.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
