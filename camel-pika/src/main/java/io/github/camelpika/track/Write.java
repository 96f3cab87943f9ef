package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A statement, and what the number of rows that it changed says is to follow in the same transaction. Told so, and not as
 * code that asks the database, the same statements of many threads go over the line together.
 *
 * @param sql   of something that can't be told so, only the name of its table
 * @param code  null for a statement
 * @param after given the number of rows
 * @param <T>   what is known when all is done
 */
record Write<T>(String sql, Binder binder, Code code, IntFunction<Next<T>> after) {

    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** What has to look at the database before it writes. */
    interface Code {
        boolean run(Connection connection) throws SQLException;
    }

    /**
     * @param write  null when all is done
     * @param result what came of it then
     */
    record Next<T>(Write<T> write, T result) {
    }

    static <T> Next<T> done(T result) {
        return new Next<>(null, result);
    }

    Next<T> asNext() {
        return new Next<>(this, null);
    }

    /**
     * A write after which nothing follows.
     *
     * @return of it, whether a row was changed
     */
    static Write<Boolean> only(String sql, Binder binder) {
        return new Write<>(sql, binder, null, rows -> done(rows == 1));
    }

    /**
     * The same for what isn't one statement.
     *
     * @return of it, what the code says
     */
    static Write<Boolean> of(String table, Code code) {
        return new Write<>(table, null, code, rows -> done(rows == 1));
    }

    /**
     * The same, with something else that follows.
     *
     * @param next of what came of it
     */
    <R> Write<R> then(Function<T, Next<R>> next) {
        return new Write<>(sql, binder, code, rows -> follow(after.apply(rows), next));
    }

    private static <T, R> Next<R> follow(Next<T> first, Function<T, Next<R>> next) {
        return first.write() == null ? next.apply(first.result()) : first.write().then(next).asNext();
    }

    /**
     * The same as the last one of several.
     */
    <R> Next<R> last(R result) {
        return then(changed -> done(result)).asNext();
    }

    /**
     * Does it and all that follows.
     */
    T all(Connection connection) throws SQLException {
        Next<T> next = asNext();
        while (next.write() != null) {
            next = next.write().one(connection);
        }
        return next.result();
    }

    Next<T> one(Connection connection) throws SQLException {
        if (code != null) {
            return after.apply(code.run(connection) ? 1 : 0);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return after.apply(statement.executeUpdate());
        }
    }
}
