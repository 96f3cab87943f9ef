package io.github.camelpika.track;

/**
 * What decides about something must not be read from a standby that is behind: a wake-up whose row isn't there yet would be
 * held to be over, and a cost would be noted twice. A pooler that shares reads out, pgpool-II, leaves those that begin with
 * this comment to the primary. To databases it says nothing.
 */
final class OnPrimary {

    private static final String MARK = "/*NO LOAD BALANCE*/ ";
    private static final String SELECT = "SELECT";

    private OnPrimary() {
    }

    /**
     * Any statement as it is, and one that reads with the comment.
     */
    static String statement(String sql) {
        return sql.regionMatches(true, 0, SELECT, 0, SELECT.length()) ? MARK + sql : sql;
    }

    /**
     * The same for what a connection is asked for.
     */
    static Object[] arguments(String method, Object[] arguments) {
        if (method.equals("prepareStatement")) {
            arguments[0] = statement((String) arguments[0]);
        }
        return arguments;
    }
}
