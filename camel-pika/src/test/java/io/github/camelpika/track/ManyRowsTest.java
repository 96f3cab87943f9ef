package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.github.camelpika.time.ShiftedTimer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * That nothing reads all of a table that holds a million kept keys and a hundred thousand waiting tasks. A build does so
 * with less of them, {@code -Dpika.reliability.long} with all.
 */
class ManyRowsTest {

    private static final int KEPT = System.getProperty("pika.reliability.long") != null ? 1_000_000 : 60_000;
    private static final int WAITING = KEPT / 10;
    private static final int TASKS = 1_000;
    private static final int ROUNDS = 5;
    private static final String OTHERS = ", owner, fingerprint, queue_name, component, gateway, base_uri, deliveries,"
            + " created_at, accepted_at, revision, task, submitted";

    private final Map<String, Asked> asked = new ConcurrentSkipListMap<>();
    private final ShiftedTimer timer = new ShiftedTimer();

    /** A statement, and how its values were set. */
    private record Asked(String sql, Map<Integer, Object[]> values, Map<Integer, Method> setters) {
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whateverIsDoneGoesByAnIndex(TestDatabases kind) throws Exception {
        DataSource database = kind.fresh();
        JdbcTaskTracker first = new JdbcTaskTracker();
        first.setDataSource(database);
        first.intend(intent("template"));
        first.accepted(Claim.idOf("template"), "t0");
        fill(database, kind);

        JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        tracker.setDataSource(listened(DataSource.class, database));
        KeylessHandler handler = new KeylessHandler(timer, Duration.ofDays(2));
        TaskTracker.Subscription subscription = tracker.subscribe(handler);
        assertThat(tracker.lookUp("kept-77")).isPresent();
        assertThat(tracker.intend(intent("new"))).isEmpty();
        tracker.accepted(Claim.idOf("new"), "t1");
        assertThat(tracker.list("q", 100)).hasSize(100);
        assertThat(tracker.snapshots("q", 10)).hasSize(10);
        assertThat(tracker.listUnknown(100)).isEmpty();
        assertThat(tracker.counts("q").waiting()).isEqualTo(WAITING + 2);
        tidy(database);
        await().until(() -> asked.keySet().stream().anyMatch(sql -> sql.contains("last_heartbeat <=")));
        subscription.stop();
        tracker.close();
        first.close();

        assertThat(asked.size()).isGreaterThan(15);
        List<String> whole = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (Asked each : asked.values()) {
                String plan = plan(connection, each);
                // who has no wake-up is found by looking at each that waits, every five minutes
                boolean eachWaiting = each.sql.contains("NOT EXISTS");
                if (plan.contains("Seq Scan on pika_task") || plan.contains("PIKA_TASK.tableScan")
                        || !eachWaiting && (plan.contains("Seq Scan on pika_schedule") || plan.contains("PIKA_SCHEDULE.tableScan"))) {
                    whole.add(each.sql + "\n" + plan);
                }
            }
        }
        assertThat(whole).isEmpty();
    }

    /**
     * In processor time of this process and the server, with a start and a tidying for {@value #TASKS} tasks. Both take turns, and
     * the first round of each warms up.
     */
    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    @EnabledIfSystemProperty(named = "pika.reliability.long", matches = ".*")
    void aTaskCostsLittleMoreThanInEmptyTables(TestDatabases kind) throws Exception {
        DataSource empty = kind.fresh();
        DataSource full = kind.fresh();
        for (DataSource each : List.of(empty, full)) {
            JdbcTaskTracker first = new JdbcTaskTracker();
            first.setDataSource(each);
            first.intend(intent("template"));
            first.accepted(Claim.idOf("template"), "t0");
            first.close();
        }
        fill(full, kind);
        List<Double> inEmpty = new ArrayList<>();
        List<Double> inFull = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double cheap = millisOfTasks(empty, round);
            double dear = millisOfTasks(full, round);
            if (round > 0) {
                inEmpty.add(cheap);
                inFull.add(dear);
            }
        }
        double ratio = median(inFull) / median(inEmpty);
        System.out.printf("%s: a task takes %.2f ms of processor time in empty tables, %.2f ms beside %,d kept keys and %,d that wait: %.2f times%n",
                kind, median(inEmpty) / TASKS, median(inFull) / TASKS, KEPT, WAITING, ratio);
        // most of it is the look for tasks without a wake-up, which comes every five minutes
        assertThat(ratio).isLessThanOrEqualTo(kind == TestDatabases.H2 ? 1.6 : 1.2);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double millisOfTasks(DataSource database, int round) throws Exception {
        Duration before = processorTime();
        AtomicInteger ended = new AtomicInteger();
        JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        tracker.setDataSource(database);
        // without a key and without patience: each is asked after once, found to be over, and delivered
        TaskTracker.Subscription subscription = tracker.subscribe(new KeylessHandler(timer, Duration.ofMillis(-1)) {
            @Override
            public void deliver(TrackedTask task, Consumer<Boolean> done) {
                ended.incrementAndGet();
                done.accept(true);
            }
        });
        for (int i = 0; i < TASKS; i++) {
            String key = "round-" + round + "-" + i;
            assertThat(tracker.intend(intent(key))).isEmpty();
            tracker.accepted(Claim.idOf(key), key);
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> ended.get() >= TASKS);
        tidy(database);
        subscription.stop();
        tracker.close();
        return processorTime().minus(before).toNanos() / 1e6;
    }

    private static Duration processorTime() {
        return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    private void tidy(DataSource database) {
        DatabaseOutage outage = new DatabaseOutage(timer, Runnable::run, () -> 0);
        TaskStore store = new TaskStore(listened(DataSource.class, database), true, false, Duration.ofDays(7),
                Duration.ofMinutes(3), timer, outage, Runnable::run);
        store.tidy(new Housekeeping());
        store.wakeForgotten("q", new Housekeeping());
    }

    private static TrackedTask intent(String key) {
        return TrackedTask.intent(Claim.idOf(key), new Claim("o", key, "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }

    private void fill(DataSource database, TestDatabases kind) throws SQLException {
        String numbers = kind == TestDatabases.H2 ? "SYSTEM_RANGE(1, %d) AS n(i)" : "generate_series(1, %d) AS n(i)";
        String copied = "INSERT INTO pika_task (id, state, task_id, expires_at" + OTHERS + ") SELECT CONCAT('%s-', i), '%s',"
                + " CONCAT('t', i), %s" + OTHERS + " FROM pika_task, " + numbers + " WHERE id = '" + Claim.idOf("template") + "'";
        long nextWeek = Instant.now().plus(Duration.ofDays(7)).toEpochMilli();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            // a million take longer than any answer may
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute(String.format(copied, "kept", "DONE", nextWeek + " + i", KEPT));
            statement.execute(String.format(copied, "waits", "WAITING", "NULL", WAITING));
            statement.execute(String.format("INSERT INTO pika_schedule (task_name, task_instance, execution_time, picked, version)"
                    + " SELECT 'poll:q', CONCAT('waits-', i), CURRENT_TIMESTAMP + INTERVAL '1' DAY, false, 1 FROM " + numbers, WAITING));
            statement.execute(kind == TestDatabases.H2 ? "ANALYZE" : "VACUUM ANALYZE pika_task");
            if (kind != TestDatabases.H2) {
                statement.execute("VACUUM ANALYZE pika_schedule");
            }
        }
    }

    private static String plan(Connection connection, Asked each) throws Exception {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + each.sql)) {
            for (Map.Entry<Integer, Object[]> value : each.values.entrySet()) {
                each.setters.get(value.getKey()).invoke(explain, value.getValue());
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    private <T> T listened(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof PreparedStatement statement ? listened(statement, (String) arguments[0])
                        : result instanceof Connection connection ? listened(Connection.class, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private PreparedStatement listened(PreparedStatement target, String sql) {
        Asked statement = new Asked(sql, new TreeMap<>(), new TreeMap<>());
        return (PreparedStatement) Proxy.newProxyInstance(PreparedStatement.class.getClassLoader(),
                new Class<?>[] { PreparedStatement.class }, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set") && arguments.length > 1) {
                        statement.values.put((Integer) arguments[0], arguments);
                        statement.setters.put((Integer) arguments[0], method);
                    } else if (method.getName().startsWith("execute")
                            && sql.matches("(?s)(?i)\\W*(NO LOAD BALANCE\\W+)?(SELECT|UPDATE|DELETE).*(pika_task|pika_schedule).*")) {
                        asked.put(sql, statement);
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
