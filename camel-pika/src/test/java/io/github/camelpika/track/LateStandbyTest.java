package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pooler that sends what only reads to a standby, as pgpool-II does also in a transaction that hasn't written yet. This
 * standby is so late that it has no row at all.
 */
class LateStandbyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Instant AT = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

    private final DataSource primary = TestDatabases.POSTGRESQL.fresh();
    private final DataSource standby = TestDatabases.POSTGRESQL.fresh();
    private final JdbcTaskTracker direct = tracker(primary);
    private final JdbcTaskTracker pooled = tracker(pooler());
    private Connection late;

    private static JdbcTaskTracker tracker(DataSource dataSource) {
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(dataSource);
        return tracker;
    }

    @AfterEach
    void close() throws Exception {
        direct.close();
        pooled.close();
        late.close();
    }

    private DataSource pooler() {
        return proxy(DataSource.class, primary);
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (self, method, arguments) -> {
            try {
                boolean reads = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                                && text.regionMatches(true, 0, "select", 0, 6) && !text.endsWith("FOR UPDATE")
                                && (text.contains("pika_") || text.contains("pg_"));
                if (reads && ((String) arguments[0]).contains("pg_current_wal_lsn")) {
                    throw new SQLException("recovery is in progress", "55000");
                }
                Object at = reads && method.getName().equals("prepareStatement") ? late : target;
                Object result = method.invoke(at, arguments);
                return result instanceof Connection connection && method.getName().equals("getConnection")
                        ? proxy(Connection.class, connection)
                        : result instanceof Statement statement && method.getName().equals("createStatement")
                                ? proxy(Statement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void whatTheGatewaySaidOfASubmissionIsWrittenDownWhateverAStandbyHas() throws Exception {
        tracker(standby).ping();
        late = standby.getConnection();
        for (String id : new String[] { "accepted", "refused", "unknown" }) {
            assertThat(pooled.intend(intent(id))).isEmpty();
        }
        pooled.accepted("accepted", "t1");
        pooled.refused(intent("refused"));
        pooled.unknown(intent("unknown"), "a test", null);
        assertThat(direct.find("accepted")).get().extracting(TrackedTask::phase).isEqualTo(Phase.WAITING);
        assertThat(direct.find("refused")).isEmpty();
        assertThat(direct.find("unknown")).get().extracting(TrackedTask::phase).isEqualTo(Phase.READY);
    }

    @Test
    void aConsumerLooksForItsTasksWhereTheyAre() throws Exception {
        tracker(standby).ping();
        late = standby.getConnection();
        KeylessHandler handler = new KeylessHandler(TrackerThreads.timer(), Duration.ofMillis(-1));
        TaskTracker.Subscription subscription = pooled.subscribe(handler);
        for (String id : new String[] { "first", "second" }) {
            assertThat(pooled.intend(intent(id))).isEmpty();
            pooled.accepted(id, "t-" + id);
        }
        await().until(() -> handler.delivered.size() == 2);
        handler.done(true);
        handler.done(true);
        await().until(() -> direct.counts("q").ready() == 0);
        subscription.stop();
    }

    @Test
    void whatATaskCostsIsNotedOnceWhateverAStandbyHas() throws Exception {
        tracker(standby).ping();
        late = standby.getConnection();
        CostLimit limit = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 1_000, false);
        CostJob job = new CostJob("pika", "vapi", "1.5", JobKind.Input.TEXT, "route", null, null);
        CostEntry entry = CostEntry.reserved("r", "s", job, DAY, AT, CostUnit.POINTS, null, 400L, null);
        VideoTask end = new VideoTask("t1", "vapi", TaskState.SUCCEEDED, null, List.of(), null, 300L, 0L, null, null, null);
        pooled.costs().prepare("pika");
        pooled.costs().reserve(entry, List.of(limit));
        pooled.costs().accepted("s", "vapi", "t1");
        await().until(() -> taskOf("r").isPresent());
        pooled.costs().ended(end, null, CostEntry.found(job, DAY, AT, end));
        await().untilAsserted(() -> assertThat(pooled.costs().totals(limit, "pika", DAY, null)).isEqualTo(new CostTotals(300, 0)));
    }

    private Optional<String> taskOf(String reservation) throws SQLException {
        try (Connection connection = primary.getConnection()) {
            return CostTable.find(connection, reservation).map(CostEntry::taskId);
        }
    }

    @Test
    void whichServerThisIsIsAskedOfThePrimary() throws Exception {
        tracker(standby).ping();
        late = standby.getConnection();
        Timer timer = TrackerThreads.timer();
        TaskStore store = new TaskStore(pooler(), true, false, Duration.ofDays(1), Duration.ofMinutes(3), timer,
                new DatabaseOutage(timer, Runnable::run, () -> 0), Runnable::run);
        assertThat(store.failover().notice()).isTrue();
        timer.close();
    }

    private static TrackedTask intent(String id) {
        return TrackedTask.intent(id, new Claim("o-" + id, "key " + id, "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }
}
