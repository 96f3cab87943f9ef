package io.github.camelpika.track;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.wait.DurationStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class JdbcTaskTrackerTest {

    private static final Origin ORIGIN = new Origin("pika", "vapi", "https://api.gpt.ge");

    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private DataSource dataSource;

    @AfterEach
    void close() {
        tracker.close();
    }

    private void use(TestDatabases database) {
        dataSource = database.fresh();
        tracker.setDataSource(dataSource);
    }

    private static TrackedTask intent(String id, String owner, String queue) {
        return TrackedTask.intent(id, new Claim(owner, "key", "f"), queue, ORIGIN,
                new SubmittedMessage(Map.of(), "a cat"));
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoIntendTheSameInTheSameInstantOneMayPost(TestDatabases database) throws Exception {
        use(database);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            String id = Claim.idOf("round " + round);
            List<Callable<Boolean>> tries = IntStream.range(0, 8).mapToObj(i -> (Callable<Boolean>) () -> tracker
                    .intend(intent(id, "owner" + i, i % 2 == 0 ? "q" : null)).isEmpty()).toList();
            int mayPost = 0;
            for (Future<Boolean> each : threads.invokeAll(tries)) {
                mayPost += each.get() ? 1 : 0;
            }
            assertThat(mayPost).isEqualTo(1);
        }
        threads.shutdown();
        // an intent and its wake-up are one
        assertThat(count("SELECT COUNT(*) FROM pika_schedule"))
                .isEqualTo(count("SELECT COUNT(*) FROM pika_task WHERE queue_name IS NOT NULL"));
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoTakeOverAnUnknownOneOneMayPost(TestDatabases database) throws Exception {
        use(database);
        String id = Claim.idOf("k");
        TrackedTask first = intent(id, "first", null);
        tracker.intend(first);
        tracker.unknown(first, "the answer was lost", null);
        assertThat(tracker.find(id)).map(TrackedTask::phase).contains(Phase.UNKNOWN);

        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> tries = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<Boolean>) () -> tracker.resubmit(intent(id, "owner" + i, null))).toList();
        int mayPost = 0;
        for (Future<Boolean> each : threads.invokeAll(tries)) {
            mayPost += each.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(mayPost).isEqualTo(1);

        // the first owner's answer is late, and says nothing of the second POST
        tracker.refused(first);
        tracker.unknown(first, "late", null);
        assertThat(tracker.find(id)).map(TrackedTask::phase).contains(Phase.INTENT);
        assertThat(tracker.renew(first)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anAcceptanceThatIsLateMakesATaskOfAnUnknownSubmission(TestDatabases database) {
        use(database);
        TrackedTask intent = intent("s1", "o", "q");
        tracker.intend(intent);
        tracker.unknown(intent, "the answer was lost", null);
        assertThat(tracker.find("s1")).map(TrackedTask::phase).contains(Phase.READY);
        tracker.accepted("s1", "t1");
        assertThat(tracker.find("s1").orElseThrow()).satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.WAITING);
            assertThat(task.task().taskId()).isEqualTo("t1");
        });
        tracker.accepted("s1", "t2");
        assertThat(tracker.find("s1")).map(task -> task.task().taskId()).contains("t1");
    }

    /** The database has it, and the line broke before it could say so. */
    @Test
    void anIntentWhoseAnswerIsLostIsPostedByNobodyAndLeftToNobody() {
        use(TestDatabases.H2);
        tracker.counts("q");
        AtomicBoolean answersAreLost = new AtomicBoolean(true);
        JdbcTaskTracker unlucky = new JdbcTaskTracker();
        unlucky.setDataSource(losing(dataSource, answersAreLost));
        TrackedTask intent = intent("s1", "o", "q");
        assertThatThrownBy(() -> unlucky.intend(intent)).isInstanceOf(TrackerDatabaseException.class);
        assertThat(answersAreLost).isFalse();
        assertThat(tracker.find("s1")).isEmpty();
        assertThat(tracker.intend(intent("s1", "other", "q"))).isEmpty();
        unlucky.close();
    }

    /** Loses the answer to the first commit that an insert is in. */
    private static DataSource losing(DataSource dataSource, AtomicBoolean lose) {
        return proxy(DataSource.class, dataSource, (method, result) -> {
            AtomicBoolean inserted = new AtomicBoolean();
            return !(result instanceof Connection connection) ? result : proxy(Connection.class, connection, (call, value) -> {
                inserted.compareAndSet(false, call.equals("INSERT"));
                if (call.equals("commit") && inserted.get() && lose.getAndSet(false)) {
                    throw new SQLException("The line broke", "08006");
                }
                return value;
            });
        });
    }

    private interface After {
        Object then(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    boolean insert = arguments != null && arguments[0] instanceof String sql && sql.startsWith("INSERT");
                    return after.then(insert ? "INSERT" : method.getName(), method.invoke(target, arguments));
                }));
    }

    @Test
    void theTablesAreNotMadeWhenTheyShallNotBe() {
        use(TestDatabases.H2);
        tracker.setCreateTable(false);
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("docs/durability.adoc").hasMessageContaining("H2");
    }

    @Test
    void whatCanNeverWorkIsToldAtTheStart() {
        assertThatThrownBy(tracker::check).hasMessageContaining("dataSource");
        use(TestDatabases.H2);
        assertThatThrownBy(() -> tracker.intend(intent("s1", "o", "it's"))).hasMessageContaining("it's");
        assertThatThrownBy(() -> tracker.intend(intent("s1", "o", "q".repeat(181)))).hasMessageContaining("180");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasLearnedIsThereAfterARestart(TestDatabases database) {
        use(database);
        DurationStore.Key all = new DurationStore.Key("vapi", JobKind.ANY);
        DurationStore.Key text = new DurationStore.Key("vapi", new JobKind("2.0", JobKind.Input.TEXT));
        DurationStore.Key image = new DurationStore.Key("vapi", new JobKind(null, JobKind.Input.IMAGE));
        assertThat(tracker.durations().load()).isEmpty();
        for (DurationStore.Key key : List.of(all, text, image)) {
            tracker.durations().save(key, "first");
        }
        await().until(() -> tracker.durations().load().size() == 3);
        tracker.durations().save(text, "second");
        await().until(() -> tracker.durations().load()
                .equals(Map.of(all, "first", text, "second", image, "first")));
    }

    @ParameterizedTest
    @EnumSource
    void whoLooksIsToldWhatComesNextForATask(TestDatabases database) {
        use(database);
        tracker.intend(intent("s1", "o", "q"));
        TaskSnapshot snapshot = tracker.snapshots("q", 10).get(0);
        assertThat(snapshot.task().id()).isEqualTo("s1");
        assertThat(snapshot.age()).isLessThan(Duration.ofMinutes(1));
        // then the intent counts as abandoned
        assertThat(snapshot.next()).isBetween(Duration.ofMinutes(2), TaskTracker.INTENT_LIVES);
    }

    @ParameterizedTest
    @EnumSource
    void aPingTellsWhetherTheDatabaseIsThere(TestDatabases database) {
        use(database);
        tracker.ping();
        JdbcTaskTracker without = new JdbcTaskTracker();
        assertThatThrownBy(without::ping).hasMessageContaining("dataSource");
        without.close();
    }

    /** In a process of its own, whose class path lacks the artifact. */
    @Test
    void withoutDbSchedulerTheArtifactIsNamed() throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.contains("db-scheduler")).reduce((a, b) -> a + java.io.File.pathSeparator + b)
                .orElseThrow();
        Path out = Files.createTempFile("tracker", ".txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath, WithoutDbScheduler.class.getName()).redirectErrorStream(true).redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).contains("com.github.kagkarlsson:db-scheduler:");
        Files.delete(out);
    }

    static final class WithoutDbScheduler {

        public static void main(String[] args) {
            JdbcTaskTracker tracker = new JdbcTaskTracker();
            tracker.setDataSource(TestDatabases.H2.fresh());
            try {
                tracker.intend(intent("s1", "o", "q"));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
            tracker.close();
        }
    }
}
