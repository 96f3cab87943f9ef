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
 * @param <T> what is known when all is done
 */
record Write<T>(String sql, Binder binder, IntFunction<Next<T>> after) {

    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
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
        return new Write<>(sql, binder, rows -> done(rows == 1));
    }

    /**
     * The same, with something else that follows.
     *
     * @param next of whether a row was changed
     */
    <R> Write<R> then(Function<Boolean, Next<R>> next) {
        return new Write<>(sql, binder, rows -> next.apply(rows == 1));
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

    private Next<T> one(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return after.apply(statement.executeUpdate());
        }
    }
}
