package io.github.camelpika.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables: {@code pika_task}, {@code pika_learned}, {@code pika_cost} and {@code pika_budget}, which are the tracker's, and
 * {@code pika_schedule}, which is db-scheduler's under a name of its own. Their statements for each database lie beside
 * this class.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final List<String> TABLES = List.of("pika_task", Settings.TABLE, "pika_learned", "pika_cost",
            "pika_budget");

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
