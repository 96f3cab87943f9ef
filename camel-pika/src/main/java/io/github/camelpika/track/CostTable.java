package io.github.camelpika.track;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code pika_cost}: an entry of the ledger in each row. Moments are milliseconds since 1970.
 */
final class CostTable {

    static final String NAME = "pika_cost";

    private static final Logger LOG = LoggerFactory.getLogger(CostTable.class);

    private static final String COLUMNS = "id, submission, component, spent_on, gateway, model, input, route_id, queue_name,"
                                          + " cost_label, task_id, state, unit, quoted, reserved, settled, refunded, unit_price,"
                                          + " created_at";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM pika_cost WHERE ";
    private static final int COLUMN_COUNT = 19;

    private CostTable() {
    }

    static void insert(Connection connection, CostEntry entry) throws SQLException {
        insert(entry).all(connection);
    }

    static Write<Boolean> insert(CostEntry entry) {
        String places = "?" + ", ?".repeat(COLUMN_COUNT - 1);
        return Write.only("INSERT INTO pika_cost (" + COLUMNS + ") VALUES (" + places + ")", insert -> {
            CostJob job = entry.job();
            String[] texts = { entry.id(), entry.submission(), job.component(), entry.day().toString(), job.gateway(), job.model(),
                    job.input() == null ? null : job.input().name(), job.route(), job.queue(), job.label(),
                    TaskTable.start(entry.taskId()), entry.state().name(), entry.unit().name() };
            for (int i = 0; i < texts.length; i++) {
                insert.setString(i + 1, texts[i]);
            }
            setAmounts(insert, texts.length + 1, entry.quoted(), entry.reserved(), entry.settled(), entry.refunded());
            insert.setString(COLUMN_COUNT - 1, entry.unitPrice() == null ? null : entry.unitPrice().toString());
            insert.setLong(COLUMN_COUNT, entry.at().toEpochMilli());
        });
    }

    private static void setAmounts(PreparedStatement statement, int from, Long... amounts) throws SQLException {
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] == null) {
                statement.setNull(from + i, Types.BIGINT);
            } else {
                statement.setLong(from + i, amounts[i]);
            }
        }
    }

    /**
     * Writes what may change of an entry.
     */
    static void update(Connection connection, CostEntry entry) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE pika_cost SET task_id = ?, state = ?, unit = ?,"
                + " reserved = ?, settled = ?, refunded = ? WHERE id = ?")) {
            update.setString(1, TaskTable.start(entry.taskId()));
            update.setString(2, entry.state().name());
            update.setString(3, entry.unit().name());
            setAmounts(update, 4, entry.reserved(), entry.settled(), entry.refunded());
            update.setString(7, entry.id());
            update.executeUpdate();
        }
    }

    static Optional<CostEntry> find(Connection connection, String id) throws SQLException {
        return entries(connection, Integer.MAX_VALUE, "id = ?", id).stream().findFirst();
    }

    /**
     * Found by the task's id alone: a database that knows little of the table yet would rather go through all rows of a gateway.
     */
    static List<CostEntry> ofTask(Connection connection, String gateway, String taskId) throws SQLException {
        return entries(connection, Integer.MAX_VALUE, "task_id = ?", TaskTable.start(taskId)).stream()
                .filter(entry -> gateway.equals(entry.job().gateway())).toList();
    }

    static List<CostEntry> pending(Connection connection, String component, int most) throws SQLException {
        return entries(connection, most, "component = ? AND state = 'PENDING' ORDER BY created_at", component);
    }

    private static List<CostEntry> entries(Connection connection, int most, String where, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement(SELECT + where))) {
            select.setMaxRows(most == Integer.MAX_VALUE ? 0 : most);
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            List<CostEntry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    readable(rows).ifPresent(entries::add);
                }
            }
            return entries;
        }
    }

    /**
     * A row that somebody else has changed must not keep a task from being delivered.
     */
    private static Optional<CostEntry> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(entry(row));
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.debug("Row {} of pika_cost can't be read", row.getString("id"), e);
            return Optional.empty();
        }
    }

    private static CostEntry entry(ResultSet row) throws SQLException {
        String input = row.getString("input");
        CostJob job = new CostJob(row.getString("component"), row.getString("gateway"), row.getString("model"),
                input == null ? null : JobKind.Input.valueOf(input), row.getString("route_id"), row.getString("queue_name"),
                row.getString("cost_label"));
        String price = row.getString("unit_price");
        return new CostEntry(row.getString("id"), row.getString("submission"), job, LocalDate.parse(row.getString("spent_on")),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("task_id"),
                CostState.valueOf(row.getString("state")), CostUnit.valueOf(row.getString("unit")), amount(row, "quoted"),
                amount(row, "reserved"), amount(row, "settled"), amount(row, "refunded"),
                price == null ? null : new BigDecimal(price));
    }

    private static Long amount(ResultSet row, String column) throws SQLException {
        long amount = row.getLong(column);
        return row.wasNull() ? null : amount;
    }

    /**
     * The gateway has accepted a submission. The end of its task may have been noted before.
     */
    static void accepted(Connection connection, String submission, String gateway, String taskId) throws SQLException {
        List<CostEntry> open = entries(connection, Integer.MAX_VALUE, "submission = ? AND task_id IS NULL ORDER BY created_at", submission);
        if (open.isEmpty()) {
            return;
        }
        CostEntry accepted = open.get(open.size() - 1).accepted(taskId);
        update(connection, merged(connection, accepted, gateway));
    }

    /**
     * The same for a reservation that was written with its intent, most often.
     */
    static Write<Boolean> accepted(String reservation, String submission, String gateway, String taskId) {
        Write<Boolean> other = Write.of(NAME, connection -> {
            accepted(connection, submission, gateway, taskId);
            return true;
        });
        Write<Boolean> open = Write.only("UPDATE pika_cost SET task_id = ? WHERE id = ? AND task_id IS NULL", update -> {
            update.setString(1, TaskTable.start(taskId));
            update.setString(2, reservation);
        }).then(written -> written ? Write.done(true) : other.asNext());
        return Write.only("UPDATE pika_cost SET task_id = task_id WHERE id = ?",
                update -> update.setString(1, CostEntry.idOfFound(gateway, taskId)))
                .then(found -> found ? other.asNext() : open.asNext());
    }

    /**
     * The entry with what was noted of its task before it was known whose it is.
     */
    static CostEntry merged(Connection connection, CostEntry entry, String gateway) throws SQLException {
        Optional<CostEntry> found = find(connection, CostEntry.idOfFound(gateway, entry.taskId()));
        if (found.isEmpty()) {
            return entry;
        }
        delete(connection, "id = ?", found.get().id());
        return entry.settledAs(found.get());
    }

    /**
     * Notes the end of a task that nobody here submitted, as far as was known a moment ago. If it is known by now, that is where
     * it is noted.
     */
    static void insertFound(Connection connection, CostEntry found) throws SQLException {
        insert(connection, found);
        Optional<CostEntry> accepted = ofTask(connection, found.job().gateway(), found.taskId()).stream()
                .filter(entry -> !entry.id().equals(found.id())).findFirst();
        if (accepted.isPresent()) {
            delete(connection, "id = ?", found.id());
            update(connection, accepted.get().settledAs(found));
        }
    }

    /**
     * A task has ended. Of one that isn't there nothing is noted.
     *
     * @param  gateway that has it, by its name
     * @return         whether it is there
     */
    static boolean ended(Connection connection, String gateway, VideoTask task, BigDecimal unitPrice) throws SQLException {
        if (task.taskId() == null || !task.state().isEnded()) {
            return true;
        }
        List<CostEntry> entries = ofTask(connection, gateway, task.taskId());
        for (CostEntry entry : entries) {
            CostEntry ended = entry.ended(task, unitPrice);
            if (!ended.equals(entry)) {
                update(connection, ended);
            }
        }
        return !entries.isEmpty();
    }

    static Write<Boolean> ended(String gateway, VideoTask task, BigDecimal unitPrice) {
        return Write.of(NAME, connection -> ended(connection, gateway, task, unitPrice));
    }

    /**
     * Gives back what is held for one reservation, unless its job was accepted.
     */
    static void release(Connection connection, String id) throws SQLException {
        delete(connection, "id = ? AND task_id IS NULL", id);
    }

    static void releaseAll(Connection connection, String submission) throws SQLException {
        delete(connection, "submission = ? AND task_id IS NULL", submission);
    }

    static void deleteBefore(Connection connection, LocalDate day) throws SQLException {
        delete(connection, "spent_on < ?", day.toString());
    }

    private static void delete(Connection connection, String where, String value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM pika_cost WHERE " + where)) {
            delete.setString(1, value);
            delete.executeUpdate();
        }
    }
}
