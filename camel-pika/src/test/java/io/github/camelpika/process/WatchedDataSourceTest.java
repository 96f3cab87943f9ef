package io.github.camelpika.process;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a node is killed where the kill point says: after a statement is after its commit.
 */
class WatchedDataSourceTest {

    private static final String INSERT = "INSERT INTO seen VALUES (?)";

    private final List<String> steps = new ArrayList<>();
    private final JdbcDataSource plain = new JdbcDataSource();
    private final DataSource watched = WatchedDataSource.of(plain, new WatchedDataSource.Watcher() {
        @Override
        public void before(String step) {
            steps.add("before " + step);
        }

        @Override
        public void after(String step) {
            steps.add("after " + step);
        }
    });

    @BeforeEach
    void table() throws Exception {
        plain.setUrl("jdbc:h2:mem:watched-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = plain.getConnection()) {
            connection.createStatement().execute("CREATE TABLE seen (name VARCHAR)");
        }
    }

    private static void insert(Connection connection, String name) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    @Test
    void aStatementThatCommitsByItselfHoldsWhenItIsDone() throws Exception {
        try (Connection connection = watched.getConnection()) {
            insert(connection, "cat");
        }
        assertThat(steps).containsExactly("before " + INSERT + " [cat]", "after " + INSERT + " [cat]");
    }

    @Test
    void inATransactionAStatementHoldsAfterTheCommit() throws Exception {
        try (Connection connection = watched.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "cat");
            assertThat(steps).containsExactly("before " + INSERT + " [cat]");
            connection.rollback();
            insert(connection, "dog");
            connection.commit();
        }
        assertThat(steps).containsExactly("before " + INSERT + " [cat]", "before " + INSERT + " [dog]",
                "after " + INSERT + " [dog]");
    }
}
