package io.github.camelpika.track;

import java.util.regex.Pattern;

/**
 * The names of queues that a database takes: they are part of the names of db-scheduler's tasks.
 */
final class QueueName {

    private static final int LONGEST = 180;
    /** They would end the name early in a statement of db-scheduler's, where it has no field for a parameter. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("['\\\\\\p{Cntrl}]");

    private QueueName() {
    }

    /**
     * Blanks at the end are nothing to MySQL, MariaDB and SQL Server: two such queues would be one.
     *
     * @throws IllegalArgumentException if a database doesn't take the name
     */
    static void check(String queue) {
        if (queue.length() > LONGEST || NOT_IN_NAMES.matcher(queue).find() || !queue.equals(queue.strip())) {
            throw new IllegalArgumentException("queue=" + queue + " can't be used with JdbcTaskTracker: the name must have"
                                               + " at most " + LONGEST
                                               + " characters, no quote, backslash or control character, and no blank at"
                                               + " its begin or end");
        }
    }
}
