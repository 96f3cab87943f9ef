package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the table {@code pika_task}. The words of a search are looked for in what was read, not by the database, as
 * what a row holds is more than may be searched.
 *
 * @param total how many rows all pages have
 */
record PageOfRows(long total, List<TaskRow> rows) {

    static PageOfRows all(Connection connection, TaskFilter filter, int skip, int most, UnreadableRows unreadable)
            throws SQLException {
        if (filter.queues().isEmpty() || filter.phases().isEmpty()) {
            return new PageOfRows(0, List.of());
        }
        List<TaskRow> rows = new ArrayList<>();
        TaskRowReader.each(connection, select(filter), skip, most, true, unreadable, rows::add, parameters(filter));
        return new PageOfRows(count(connection, filter), rows);
    }

    static PageOfRows searched(Connection connection, TaskFilter filter, int skip, int most, UnreadableRows unreadable)
            throws SQLException {
        if (filter.queues().isEmpty() || filter.phases().isEmpty()) {
            return new PageOfRows(0, List.of());
        }
        List<TaskRow> rows = new ArrayList<>();
        long[] found = { 0 };
        TaskRowReader.each(connection, select(filter), 0, TaskPage.MOST_SEARCHED, true, unreadable, row -> {
            if (filter.finds(row.task()) && ++found[0] > skip && rows.size() < most) {
                rows.add(row);
            }
        }, parameters(filter));
        return new PageOfRows(found[0], rows);
    }

    private static String select(TaskFilter filter) {
        return "SELECT " + TaskTable.COLUMNS + ", submitted FROM pika_task WHERE " + where(filter)
               + " ORDER BY accepted_at DESC, id";
    }

    private static String where(TaskFilter filter) {
        return "queue_name IN (" + marks(filter.queues().size()) + ") AND state IN (" + marks(filter.phases().size()) + ")";
    }

    private static String marks(int number) {
        return String.join(", ", Collections.nCopies(number, "?"));
    }

    private static String[] parameters(TaskFilter filter) {
        return Stream.concat(filter.queues().stream(), filter.phases().stream().map(Phase::name).sorted()).toArray(String[]::new);
    }

    private static long count(Connection connection, TaskFilter filter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM pika_task WHERE " + where(filter))) {
            String[] parameters = parameters(filter);
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
