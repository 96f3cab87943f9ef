package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What tasks cost is there as a whole with what it belongs to, or not at all, also where many are written together.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CostsWrittenTogetherTest {

    private static final int MANY = 200;
    private static final int THREADS = 40;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final AtomicInteger commits = new AtomicInteger();
    private DataSource plain;
    private BrokenDatabase database;

    private void start(TestDatabases kind) {
        plain = kind.fresh();
        database = new BrokenDatabase(plain);
        tracker.setDataSource(database.counting(commits));
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        tracker.close();
        if (plain instanceof AutoCloseable pool) {
            pool.close();
        }
    }

    private static TrackedTask intent(String id, String owner) {
        return TrackedTask.intent(id, new Claim(owner, "key", "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }

    private static CostEntry cost(TrackedTask intent) {
        CostJob job = new CostJob("pika", "vapi", "1.5", JobKind.Input.TEXT, "route", "q", null);
        return CostEntry.reserved(intent.claim().owner(), intent.id(), job, DAY, DAY.atStartOfDay(ZoneOffset.UTC).toInstant(),
                CostUnit.POINTS, null, 400L, null);
    }

    private boolean submit(TrackedTask intent, CostLimit... limits) {
        try {
            return tracker.intend(intent, tracker.costs().reservation(cost(intent), List.of(limits))).isEmpty();
        } catch (BudgetSpentException | TrackerDatabaseException e) {
            return false;
        }
    }

    private List<Boolean> all(IntFunction<Boolean> job) throws Exception {
        List<Future<Boolean>> futures = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            futures.add(threads.submit(() -> job.apply(number)));
        }
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> each : futures) {
            results.add(each.get());
        }
        return results;
    }

    private long count(String what) throws SQLException {
        try (Connection connection = plain.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL", "POSTGRESQL_WITHOUT_AUTOCOMMIT" })
    void eachReservationIsThereWithItsIntentAndTheTaskWithItsAcceptance(TestDatabases kind) throws Exception {
        start(kind);
        assertThat(submit(intent("first", "first"))).isTrue();
        commits.set(0);
        assertThat(all(i -> submit(intent("s" + i, "o" + i)))).doesNotContain(false);
        assertThat(commits.get()).as("transactions are shared").isLessThan(MANY);
        assertThat(count("pika_task t JOIN pika_cost c ON c.submission = t.id AND c.id = t.owner"
                         + " JOIN pika_schedule s ON s.task_instance = t.id")).isEqualTo(MANY + 1);
        commits.set(0);
        all(i -> {
            tracker.accepted("s" + i, "t" + i);
            return true;
        });
        assertThat(commits.get()).isLessThan(MANY);
        assertThat(count("pika_task t JOIN pika_cost c ON c.submission = t.id AND c.task_id = t.task_id")).isEqualTo(MANY);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void ofTwoWhoSubmitTheSameOnlyOneHoldsSomethingBack(TestDatabases kind) throws Exception {
        start(kind);
        assertThat(all(i -> submit(intent("s" + i / 2, "o" + i))).stream().filter(mine -> mine)).hasSize(MANY / 2);
        assertThat(count("pika_cost")).isEqualTo(MANY / 2);
        assertThat(count("pika_task t JOIN pika_cost c ON c.submission = t.id AND c.id = t.owner")).isEqualTo(MANY / 2);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void nothingIsHeldBackForIntentsThatCouldNotBeWritten(TestDatabases kind) throws Exception {
        start(kind);
        assertThat(submit(intent("first", "first"))).isTrue();
        AtomicInteger statements = new AtomicInteger();
        database.breakDown(sql -> sql.toLowerCase(Locale.ROOT).startsWith("insert into pika_schedule")
                                  && statements.incrementAndGet() % 3 == 0, "40001");
        List<Boolean> mine = all(i -> submit(intent("s" + i, "o" + i)));
        database.mend();
        assertThat(mine).contains(true);
        assertThat(count("pika_task")).isEqualTo(1 + mine.stream().filter(one -> one).count());
        assertThat(count("pika_cost")).isEqualTo(count("pika_task"));
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void noMoreThanABudgetLeavesIsHeldBackBesideManyThatNothingLimits(TestDatabases kind) throws Exception {
        start(kind);
        tracker.costs().prepare("pika");
        CostLimit limit = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 400L * MANY / 2 + 400L * 5, false);
        all(i -> i % 2 == 0 && submit(intent("s" + i, "o" + i)));
        List<Boolean> limited = all(i -> i % 2 == 1 && submit(intent("s" + i, "o" + i), limit));
        assertThat(limited.stream().filter(one -> one)).hasSize(5);
        assertThat(count("pika_cost")).isEqualTo(MANY / 2 + 5);
        assertThat(count("pika_task")).isEqualTo(MANY / 2 + 5);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aTaskWhoseEndIsNotedBesideItsAcceptanceCostsOnce(TestDatabases kind) throws Exception {
        start(kind);
        CostEntry reserved = cost(intent("s", "o"));
        CostLimit limit = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 10_000, false);
        tracker.costs().prepare("pika");
        tracker.costs().reserve(reserved, List.of(limit));
        AtomicInteger found = new AtomicInteger();
        database.breakDown(sql -> {
            if (sql.startsWith("INSERT INTO pika_cost") && found.getAndIncrement() == 0) {
                CompletableFuture.runAsync(() -> new Transactions(plain).run(connection -> {
                    CostTable.accepted(connection, "s", "vapi", "t");
                    return null;
                }), threads).join();
            }
            return false;
        }, "");
        VideoTask end = end("t");
        tracker.costs().ended(end, null, CostEntry.found(reserved.job(), DAY, reserved.at(), end));
        await().untilAsserted(() -> assertThat(tracker.costs().totals(limit, "pika", DAY, null)).isEqualTo(new CostTotals(300, 0)));
        assertThat(found.get()).isEqualTo(1);
        assertThat(count("pika_cost")).isEqualTo(1);
    }

    private ExecutionComplete poll(String id) throws SQLException {
        try (Connection connection = plain.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM pika_schedule WHERE task_instance = '" + id + "'")) {
            rows.next();
            Execution picked = new Execution(Instant.EPOCH, new TaskInstance<>("poll:q", id), true, "node", null, null, 0, null,
                    rows.getLong(1));
            return ExecutionComplete.success(picked, Instant.EPOCH, Instant.EPOCH);
        }
    }

    private static VideoTask end(String taskId) {
        return new VideoTask(taskId, "vapi", TaskState.SUCCEEDED, null, List.of(), null, 300L, 0L, null, null, null);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void eachEndIsThereWithWhatItCostAndWithTheWakeUpOfItsDelivery(TestDatabases kind) throws Exception {
        start(kind);
        for (int i = 0; i < MANY; i++) {
            submit(intent("s" + i, "o" + i));
            tracker.accepted("s" + i, "t" + i);
        }
        Timer timer = TrackerThreads.timer();
        try (Connection connection = plain.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("UPDATE pika_schedule SET picked = TRUE, picked_by = 'node'");
        }
        TaskStore store = new TaskStore(database.dataSource(), false, false, Duration.ofDays(1), Duration.ofMinutes(3), timer,
                new DatabaseOutage(timer, threads, () -> 0), threads);
        AtomicInteger statements = new AtomicInteger();
        database.breakDown(sql -> sql.startsWith("UPDATE pika_cost") && statements.incrementAndGet() % 50 == 0, "40001");
        commits.set(0);
        List<Boolean> written = all(i -> {
            try {
                return store.consumed().ready(store.find("s" + i).orElseThrow(), end("t" + i), null, poll("s" + i)).mine();
            } catch (TrackerDatabaseException e) {
                return false;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        database.mend();
        long ends = written.stream().filter(one -> one).count();
        assertThat(ends).isPositive();
        assertThat(commits.get()).as("transactions are shared").isLessThan((int) ends);
        assertThat(count("pika_task t JOIN pika_cost c ON c.task_id = t.task_id JOIN pika_schedule s ON s.task_instance = t.id"
                         + " WHERE t.state = 'READY' AND c.state = 'SETTLED' AND c.settled = 300 AND s.task_name = 'deliver:q'"))
                .isEqualTo(ends);
        assertThat(count("pika_task t JOIN pika_cost c ON c.task_id = t.task_id JOIN pika_schedule s ON s.task_instance = t.id"
                         + " WHERE t.state = 'WAITING' AND c.state = 'RESERVED' AND s.task_name = 'poll:q'")).isEqualTo(MANY - ends);
        store.close();
        timer.close();
    }
}
