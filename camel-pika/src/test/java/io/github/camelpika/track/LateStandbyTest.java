package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pooler that sends what only reads to a standby, as pgpool-II does also in a transaction that hasn't written yet. This
 * standby is so late that it has no row at all.
 */
class LateStandbyTest {

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
                                && (text.contains("pika_task") || text.contains("pika_schedule"));
                Object at = reads && method.getName().equals("prepareStatement") ? late : target;
                Object result = method.invoke(at, arguments);
                return result instanceof Connection connection && method.getName().equals("getConnection")
                        ? proxy(Connection.class, connection) : result;
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

    private static TrackedTask intent(String id) {
        return TrackedTask.intent(id, new Claim("o-" + id, "key " + id, "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }
}
