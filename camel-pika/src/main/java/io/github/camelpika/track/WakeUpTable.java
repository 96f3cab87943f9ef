package io.github.camelpika.track;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;

/**
 * Changes of wake-ups that go in one transaction with those of their tasks: what db-scheduler would do, told as statements.
 * Each changes a row only if it is still as this node has picked it, or not picked at all.
 */
final class WakeUpTable {

    private static final String INSERT = "INSERT INTO " + Settings.TABLE
            + " (task_name, task_instance, execution_time, picked, version) VALUES (?, ?, ?, ?, 1)";
    private static final String UNPICKED = " SET execution_time = ?, last_success = NULL, last_failure = NULL,"
            + " consecutive_failures = 0, version = " + Settings.TABLE + ".version + 1";
    private static final String PUT_ON_POSTGRESQL = INSERT + " ON CONFLICT (task_name, task_instance) DO UPDATE"
            + UNPICKED.replace("?", "EXCLUDED.execution_time") + " WHERE NOT " + Settings.TABLE + ".picked";
    private static final String MOVE = "UPDATE " + Settings.TABLE + UNPICKED
            + " WHERE task_name = ? AND task_instance = ? AND picked = ?";
    private static final String FORWARD = "UPDATE " + Settings.TABLE + " SET execution_time = ?, version = version + 1"
            + " WHERE task_name = ? AND task_instance = ? AND picked = ? AND execution_time > ?";
    private static final String AS_PICKED = " WHERE task_name = ? AND task_instance = ? AND version = ? AND picked_by = ?";
    private static final String REMOVE = "DELETE FROM " + Settings.TABLE + AS_PICKED;
    private static final String REPLACE = "UPDATE " + Settings.TABLE + " SET task_name = ?, execution_time = ?, picked = ?,"
            + " picked_by = NULL, last_heartbeat = NULL, last_success = NULL, last_failure = NULL, consecutive_failures = 0,"
            + " version = version + 1" + AS_PICKED;
    private static final String AGAIN = "UPDATE " + Settings.TABLE + " SET execution_time = ?, picked = ?, picked_by = NULL,"
            + " last_heartbeat = NULL, last_success = ?, last_failure = ?, consecutive_failures = ?, version = version + 1"
            + AS_PICKED;

    private final Database database;
    private final JdbcCustomization moments;

    WakeUpTable(Database database) {
        this.database = database;
        this.moments = database.customization();
    }

    /**
     * A first wake-up. Where there is one already it is moved on PostgreSQL, and it fails elsewhere.
     */
    Write<Boolean> first(String name, String id, Instant time) {
        return Write.only(database == Database.POSTGRESQL ? PUT_ON_POSTGRESQL : INSERT, insert -> {
            insert.setString(1, name);
            insert.setString(2, id);
            moments.setInstant(insert, 3, time);
            insert.setBoolean(4, false);
        });
    }

    /**
     * A new time for one that is not looked at just now. Nothing is changed where there is none, but on PostgreSQL, where
     * there is one then.
     */
    Write<Boolean> move(String name, String id, Instant time) {
        return database == Database.POSTGRESQL ? first(name, id, time) : Write.only(MOVE, update -> {
            moments.setInstant(update, 1, time);
            update.setString(2, name);
            update.setString(3, id);
            update.setBoolean(4, false);
        });
    }

    /**
     * An earlier time for one that is not looked at just now, which leaves what it knows of earlier looks.
     */
    Write<Boolean> forward(String name, String id, Instant time) {
        return Write.only(FORWARD, update -> {
            moments.setInstant(update, 1, time);
            update.setString(2, name);
            update.setString(3, id);
            update.setBoolean(4, false);
            moments.setInstant(update, 5, time);
        });
    }

    Write<Boolean> remove(Execution picked) {
        return Write.only(REMOVE, delete -> asPicked(delete, 1, picked));
    }

    /**
     * Has one become another.
     */
    Write<Boolean> replace(Execution picked, String name, Instant time) {
        return Write.only(REPLACE, update -> {
            update.setString(1, name);
            moments.setInstant(update, 2, time);
            update.setBoolean(3, false);
            asPicked(update, 4, picked);
        });
    }

    /**
     * The next time for one that was looked at.
     */
    Write<Boolean> again(ExecutionComplete complete, Instant time) {
        Execution picked = complete.getExecution();
        boolean fine = complete.getResult() == ExecutionComplete.Result.OK;
        return Write.only(AGAIN, update -> {
            moments.setInstant(update, 1, time);
            update.setBoolean(2, false);
            moments.setInstant(update, 3, fine ? complete.getTimeDone() : picked.lastSuccess);
            moments.setInstant(update, 4, fine ? picked.lastFailure : complete.getTimeDone());
            update.setInt(5, fine ? 0 : picked.consecutiveFailures + 1);
            asPicked(update, 6, picked);
        });
    }

    private static void asPicked(PreparedStatement statement, int index, Execution picked) throws SQLException {
        statement.setString(index, picked.getTaskName());
        statement.setString(index + 1, picked.getId());
        statement.setLong(index + 2, picked.version);
        // one that was removed and written anew may have come to the same version
        statement.setString(index + 3, picked.pickedBy);
    }
}
