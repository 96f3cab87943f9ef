package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which life of a PostgreSQL server this is: a standby that is promoted begins another timeline, and one that is set up anew
 * is another system. What was acknowledged in the one before may be missing in this one.
 */
final class Generation {

    static final String SQL = OnPrimary.statement("SELECT CONCAT((SELECT system_identifier FROM pg_control_system()), '/',"
                                                  + " SUBSTR(pg_walfile_name(pg_current_wal_lsn()), 1, 8))");

    private Generation() {
    }

    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LookAtDatabase.SECONDS);
            try (ResultSet rows = statement.executeQuery(SQL)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
