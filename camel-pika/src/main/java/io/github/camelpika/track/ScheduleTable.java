package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What db-scheduler's client can't do with its table: a change of the time that leaves what it knows of earlier times.
 */
final class ScheduleTable {

    private ScheduleTable() {
    }

    /**
     * @return whether it was to come later, and nobody was at it
     */
    static boolean bringForward(Database database, Connection connection, String name, String id, Instant time)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + Settings.TABLE + " SET execution_time = ?,"
                + " version = version + 1 WHERE task_name = ? AND task_instance = ? AND picked = ? AND execution_time > ?")) {
            database.customization().setInstant(update, 1, time);
            update.setString(2, name);
            update.setString(3, id);
            update.setBoolean(4, false);
            database.customization().setInstant(update, 5, time);
            return update.executeUpdate() == 1;
        }
    }
}
