package io.github.camelpika.track;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * Looks for due rows of one task name only: behind many overdue rows of other queues db-scheduler would read and drop all
 * of those first. Of one, so that the database finds them in the order of its index.
 */
final class DueOfTask implements JdbcCustomization {

    private final JdbcCustomization database;
    private final boolean inOneStatement;
    private final String name;
    private final Function<Supplier<List<Execution>>, List<Execution>> picking;
    private final String condition;

    /**
     * @param name    without quotes and backslashes, which the tracker refuses in the name of a queue
     * @param picking does it where that is one statement, and what is to be done with those that were picked before they are
     *                worked on
     */
    DueOfTask(Database database, String name, Function<Supplier<List<Execution>>, List<Execution>> picking) {
        this.database = database.customization();
        this.inOneStatement = database == Database.POSTGRESQL;
        this.name = name;
        this.picking = picking;
        this.condition = " and task_name = " + database.literal(name) + " ";
    }

    @Override
    public String createSelectDueQuery(String table, int limit, String andCondition, boolean byPriority) {
        return database.createSelectDueQuery(table, limit, andCondition + condition, byPriority);
    }

    @Override
    public String createGenericSelectForUpdateQuery(String table, int limit, String andCondition, boolean byPriority) {
        return database.createGenericSelectForUpdateQuery(table, limit, andCondition + condition, byPriority);
    }

    @Override
    public boolean supportsSingleStatementLockAndFetch() {
        return inOneStatement;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(JdbcTaskRepositoryContext context, Instant now, int limit,
                                                       boolean byPriority) {
        return picking.apply(() -> PickOnPostgreSql.pick(context, database, name, now, limit));
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return database.supportsGenericLockAndFetch();
    }

    @Override
    public String getName() {
        return database.getName();
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, Instant value) throws SQLException {
        database.setInstant(statement, index, value);
    }

    @Override
    public Instant getInstant(ResultSet rows, String column) throws SQLException {
        return database.getInstant(rows, column);
    }

    @Override
    public void setTaskData(PreparedStatement statement, int index, byte[] value) throws SQLException {
        database.setTaskData(statement, index, value);
    }

    @Override
    public byte[] getTaskData(ResultSet rows, String column) throws SQLException {
        return database.getTaskData(rows, column);
    }

    @Override
    public boolean supportsExplicitQueryLimitPart() {
        return database.supportsExplicitQueryLimitPart();
    }

    @Override
    public String getQueryLimitPart(int limit) {
        return database.getQueryLimitPart(limit);
    }
}
