package io.github.camelpika.track;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class H2ConnectionsTest {

    @TempDir
    private Path directory;

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("tasks"));
    }

    /** What H2 goes by, in milliseconds; its own table of settings may say something else. */
    private static int writesAfter(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore().getAutoCommitDelay();
    }

    @Test
    void whatIsAcknowledgedIsOnTheDiskEachTimeThatTheFileIsOpened() throws SQLException {
        for (int life = 1; life <= 3; life++) {
            try (Connection connection = open()) {
                assertThat(writesAfter(connection)).as("before, in life %d", life).isPositive();
                H2Connections.prepare(connection);
                assertThat(writesAfter(connection)).as("in life %d", life).isZero();
            }
        }
    }
}
