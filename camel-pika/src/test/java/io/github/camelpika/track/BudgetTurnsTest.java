package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BudgetTurnsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Instant AT = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final List<CostLimit> LIMITS = List.of(new CostLimit("maxCostPerDay", CostUnit.MICRO_USD, 10_000_000, false));

    private static CostEntry cost(String id) {
        CostJob job = new CostJob("pika", "vapi", "1.5", JobKind.Input.TEXT, "route", "q", null);
        return CostEntry.reserved(id, id, job, DAY, AT, CostUnit.MICRO_USD, null, 100_000L, null);
    }

    private static boolean isBlocked(Connection connection) {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")) {
            rows.next();
            return rows.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onH2aTurnIsWaitedForLongerThanItWaitsForARow() throws Exception {
        JdbcDataSource database = (JdbcDataSource) TestDatabases.H2.fresh();
        database.setURL(database.getURL() + ";LOCK_TIMEOUT=1");
        try (JdbcTaskTracker tracker = new JdbcTaskTracker(); Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            tracker.setDataSource(database);
            tracker.costs().prepare("pika");
            tracker.costs().reserve(cost("first"), LIMITS);
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE pika_budget SET submissions = 7");
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> tracker.costs().reserve(cost("second"), LIMITS));
            await().atMost(Duration.ofSeconds(30)).until(() -> second.isDone() || isBlocked(other));
            Instant blocked = Instant.now();
            await().atMost(Duration.ofSeconds(30)).until(() -> second.isDone() || Instant.now().isAfter(blocked.plusMillis(100)));
            other.commit();
            second.get(30, TimeUnit.SECONDS);
            assertThat(tracker.costs().totals(LIMITS.get(0), "pika", DAY, null).reserved()).isEqualTo(200_000);
        }
    }
}
