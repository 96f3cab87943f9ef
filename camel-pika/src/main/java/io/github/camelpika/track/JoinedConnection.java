package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * The connection of a transaction, for somebody who would end that.
 */
final class JoinedConnection {

    private JoinedConnection() {
    }

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAutoCommit" -> true;
                    case "setAutoCommit", "commit", "rollback", "close" -> null;
                    default -> {
                        try {
                            yield method.invoke(connection, OnPrimary.arguments(method.getName(), arguments));
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }
}
