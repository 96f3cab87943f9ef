package io.github.camelpika.track;

import java.time.Instant;
import java.util.List;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * Looks for due wake-ups of one name and marks them as picked, in one statement. db-scheduler's own has no place for the
 * name.
 */
final class PickOnPostgreSql {

    private static final String PICK = """
            WITH due AS (SELECT task_name, task_instance FROM %1$s WHERE task_name = ? AND picked = ? AND execution_time <= ?
             ORDER BY execution_time LIMIT %2$d FOR UPDATE SKIP LOCKED)
            UPDATE %1$s SET picked = ?, picked_by = ?, last_heartbeat = ?, version = %1$s.version + 1 FROM due
             WHERE %1$s.task_name = due.task_name AND %1$s.task_instance = due.task_instance RETURNING %1$s.*""";
    /** The column's. */
    private static final int LONGEST_NAME = 50;

    private PickOnPostgreSql() {
    }

    static List<Execution> pick(JdbcTaskRepositoryContext context, JdbcCustomization moments, String name, Instant now, int most) {
        String by = context.schedulerName.getName();
        return context.jdbcRunner.query(PICK.formatted(context.tableName, most), statement -> {
            statement.setString(1, name);
            statement.setBoolean(2, false);
            moments.setInstant(statement, 3, now);
            statement.setBoolean(4, true);
            statement.setString(5, by.substring(0, Math.min(by.length(), LONGEST_NAME)));
            moments.setInstant(statement, 6, now);
        }, context.resultSetMapper.get());
    }
}
