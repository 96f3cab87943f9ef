package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How long a statement may be. MySQL and MariaDB close the connection where one is longer, and give no reason.
 */
final class PacketLimit {

    /** Less than any such server has that works. */
    private static final int ALWAYS_TAKEN = 4_096;
    /** The statement without its longest values. */
    private static final int REST = 4_096;
    /** UTF-8 takes at most so many bytes for each char of Java. */
    private static final int MOST_OF_A_CHAR = 3;

    private PacketLimit() {
    }

    /**
     * @param  values                   the long ones of a statement
     * @throws TrackerDatabaseException if the database wouldn't take it
     */
    static void check(Database database, Connection connection, String... values) throws SQLException {
        long bytes = REST;
        for (String value : values) {
            bytes += (long) value.length() * MOST_OF_A_CHAR;
        }
        if (!database.isOfMySql() || bytes <= REST + ALWAYS_TAKEN) {
            return;
        }
        long limit = limit(connection);
        if (bytes > limit && exactly(values) > limit) {
            throw new TrackerDatabaseException("The job is too long for the task tracker's database: the statement would have "
                                               + exactly(values) + " bytes, and the server has max_allowed_packet=" + limit
                                               + ". Make the message's body or headers smaller, or set max_allowed_packet to"
                                               + " more on the server");
        }
    }

    private static long limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@max_allowed_packet")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long exactly(String... values) {
        long bytes = REST;
        for (String value : values) {
            bytes += value.chars().mapToLong(PacketLimit::bytes).sum();
        }
        return bytes;
    }

    /**
     * With the backslash that drivers put before some.
     */
    private static int bytes(int character) {
        return switch (character) {
            case 0, '\n', '\r', 0x1a, '"', '\'', '\\' -> 2;
            default -> character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate((char) character) ? 2 : MOST_OF_A_CHAR;
        };
    }
}
