package io.github.camelpika.track;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * What exceptions of drivers, pools and db-scheduler say of the database. Only here are SQL states known.
 */
final class DatabaseErrors {

    /** Bad data, a violated constraint, a mistake in the statement or a missing right: trying again doesn't help. */
    private static final Set<String> FOR_GOOD = Set.of("22", "23", "42");
    private static final Set<String> CONFLICT = Set.of("23", "40");
    /** H2, MySQL and MariaDB; H2 with a guess, twice; PostgreSQL; SQL Server. */
    private static final Set<String> NO_SUCH_TABLE = Set.of("42S02", "42S03", "42S04", "42P01", "S0002");
    private static final int ORACLE_HAS_NO_SUCH_TABLE = 942;
    /** PostgreSQL's: there is no prepared statement of that name, or there is one. */
    private static final Set<String> PREPARED_ELSEWHERE = Set.of("26000", "42P05");

    private DatabaseErrors() {
    }

    static TrackerDatabaseException translated(Exception e) {
        if (e instanceof TrackerDatabaseException known) {
            return known;
        }
        String cure = isOfPooler(e) ? " " + PoolerCheck.CURE : "";
        return new TrackerDatabaseException("The database of the task tracker failed: " + e.getMessage() + cure, e);
    }

    /**
     * Whether the same could be done later: the database is away, busy, full or read-only.
     */
    static boolean isOutage(Throwable e) {
        return e instanceof DatabaseAwayException || sql(e).isPresent() && !isForGood(e);
    }

    static boolean isForGood(Throwable e) {
        return sql(e).map(DatabaseErrors::kind).filter(FOR_GOOD::contains).isPresent() && !isOfPooler(e);
    }

    /**
     * Whether nothing was done because of what others do: their key is there already, or the database ended a deadlock.
     */
    static boolean isConflict(Throwable e) {
        return sql(e).map(DatabaseErrors::kind).filter(CONFLICT::contains).isPresent();
    }

    /**
     * Whether a row with the same key is there.
     */
    static boolean isThereAlready(Throwable e) {
        return sql(e).map(DatabaseErrors::kind).filter("23"::equals).isPresent();
    }

    static boolean isMissingTable(Throwable e) {
        return sql(e).filter(sql -> NO_SUCH_TABLE.contains(String.valueOf(sql.getSQLState()))
                                    || sql.getErrorCode() == ORACLE_HAS_NO_SUCH_TABLE && kind(sql).equals("42"))
                .isPresent();
    }

    private static boolean isOfPooler(Throwable e) {
        return sql(e).map(SQLException::getSQLState).filter(PREPARED_ELSEWHERE::contains).isPresent();
    }

    static Optional<SQLException> sql(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static String kind(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.substring(0, Math.min(2, state.length()));
    }
}
