package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.time.ShiftedTimer;
import io.github.camelpika.time.Timer;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A standby that was behind takes over: some of what PostgreSQL had acknowledged isn't there. */
class FailoverCheckTest {

    private static final Predicate<String> COUNTS = sql -> sql.contains("COUNT(*)");

    private final DataSource postgres = TestDatabases.POSTGRESQL.fresh();
    private final BrokenDatabase database = new BrokenDatabase(onAnotherTimeline(DataSource.class, postgres));
    private final ShiftedTimer timer = new ShiftedTimer();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
    private final int begin = PrintedOutput.length();
    private volatile int timeline;
    private volatile boolean hangs;

    FailoverCheckTest() {
        tracker.setDataSource(database.dataSource());
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    private <T> T onAnotherTimeline(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            if (arguments != null && Generation.SQL.equals(arguments[0]) && timeline > 0) {
                arguments[0] = "SELECT 'timeline " + timeline + "'" + (hangs ? " FROM pg_sleep(20)" : "");
            }
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection && method.getName().equals("getConnection")
                        ? onAnotherTimeline(Connection.class, connection)
                        : result instanceof Statement statement && method.getName().equals("createStatement")
                                ? onAnotherTimeline(Statement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static TrackedTask intent(String id, String key) {
        return TrackedTask.intent(id, new Claim("o-" + id, key, "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of("from", id), "a cat"));
    }

    /** By somebody else. */
    private static TrackedTask again(String id, String key) {
        return TrackedTask.intent(id, new Claim("again-" + id, key, "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of("from", id), "a cat"));
    }

    private void accept(String id, String key) {
        assertThat(tracker.intend(intent(id, key))).isEmpty();
        tracker.accepted(id, "task-" + id);
    }

    private void lose(String id) throws Exception {
        try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM pika_task WHERE id = '" + id + "'");
            statement.execute("DELETE FROM pika_schedule WHERE task_instance = '" + id + "'");
        }
    }

    /** As every connection is then. */
    private void breakConnections() {
        int before = told().split("answers otherwise|another server than before", -1).length;
        database.breakDown(COUNTS, "57P01");
        timer.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class);
        await().until(() -> told().split("answers otherwise|another server than before", -1).length > before);
        database.mend();
    }

    private String told() {
        return PrintedOutput.since(begin, Integer.MAX_VALUE);
    }

    @Test
    void whatHasAKeyIsWrittenDownAgainAndWhatHasNoneIsToldWithItsIds() throws Exception {
        accept("lost", "k1");
        accept("there", "k2");
        accept("keyless", null);
        lose("lost");
        lose("keyless");
        timeline++;
        breakConnections();
        await().untilAsserted(() -> assertThat(tracker.find("lost")).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.WAITING);
            assertThat(task.task().taskId()).isEqualTo("task-lost");
            assertThat(task.submitted().headers()).containsEntry("from", "lost");
        }));
        try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM pika_schedule WHERE task_name = 'poll:q'")) {
            rows.next();
            assertThat(rows.getInt(1)).as("both are looked at").isEqualTo(2);
        }
        await().untilAsserted(() -> assertThat(told()).contains("had lost 1 submissions").contains("task-lost (submission lost)")
                .contains("1 tasks that this node had accepted are not in the database").contains("task-keyless (submission keyless)")
                .doesNotContain("task-there"));
    }

    /** Between the failover and the look at what is there, which takes a while. */
    @Test
    void aJobThatComesAgainAtOnceIsNotPostedAgain() throws Exception {
        accept("lost", "k1");
        lose("lost");
        timeline++;
        assertThat(tracker.intend(again("lost", "k1"))).get().extracting(task -> task.task().taskId()).isEqualTo("task-lost");
        assertThat(told()).contains("had lost task task-lost (submission lost)");
        breakConnections();
        await().untilAsserted(() -> assertThat(told()).contains("another server than before"));
        assertThat(tracker.find("lost")).get().extracting(TrackedTask::phase).isEqualTo(Phase.WAITING);
        assertThat(told()).doesNotContain("accepted twice").doesNotContain("submitted again before");
    }

    @Test
    void aJobWhoseAcceptanceIsStillToBeWrittenIsNotPostedAgain() throws Exception {
        assertThat(tracker.intend(intent("lost", "k1"))).isEmpty();
        lose("lost");
        timeline++;
        database.breakDown(sql -> true, "57P01");
        tracker.accepted("lost", "task-lost");
        await().untilAsserted(() -> assertThat(told()).contains("is away"));
        database.mend();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(told()).contains("another server than before"));
        assertThat(tracker.intend(again("lost", "k1"))).get().extracting(task -> task.task().taskId()).isEqualTo("task-lost");
    }

    @Test
    void aJobThatIsBeingPostedIsNotPostedASecondTime() throws Exception {
        assertThat(tracker.intend(intent("posting", "k1"))).isEmpty();
        lose("posting");
        timeline++;
        assertThat(tracker.intend(again("posting", "k1"))).get().extracting(TrackedTask::phase).isEqualTo(Phase.INTENT);
        tracker.accepted("posting", "task-posting");
        assertThat(tracker.find("posting")).get().extracting(task -> task.task().taskId()).isEqualTo("task-posting");
    }

    @Test
    void aJobOfUnknownFateIsNotPostedAgain() throws Exception {
        TrackedTask first = intent("doubt", "k1");
        assertThat(tracker.intend(first)).isEmpty();
        tracker.unknown(first, "the answer was lost", "perhaps");
        lose("doubt");
        timeline++;
        assertThat(tracker.intend(again("doubt", "k1"))).get().satisfies(task -> {
            assertThat(task.isFateUnknown()).isTrue();
            assertThat(task.possibleTaskId()).isEqualTo("perhaps");
        });
        assertThat(told()).contains("had lost submission doubt, whose fate is unknown");
    }

    @Test
    void whatIsOfUnknownFateIsWrittenDownAgainWithAWakeUpAndWithoutAKeyAsWell() throws Exception {
        for (String id : List.of("keyed", "keyless")) {
            TrackedTask intent = intent(id, id.equals("keyed") ? "k1" : null);
            assertThat(tracker.intend(intent)).isEmpty();
            tracker.unknown(intent, "the answer was lost", null);
            lose(id);
        }
        timeline++;
        breakConnections();
        await().untilAsserted(() -> assertThat(tracker.listUnknown(10)).extracting(TrackedTask::id).containsExactlyInAnyOrder("keyed", "keyless"));
        await().untilAsserted(() -> assertThat(told()).contains("submission keyed of unknown fate").contains("submission keyless of unknown fate"));
        try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM pika_schedule WHERE task_name = 'poll:q'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void aNodeThatComesFirstWaitsForWhatAnotherOneKnows() throws Exception {
        accept("lost", "k1");
        TrackedTask doubt = intent("doubt", "k2");
        assertThat(tracker.intend(doubt)).isEmpty();
        tracker.unknown(doubt, "the answer was lost", null);
        JdbcTaskTracker other = new JdbcTaskTracker(timer);
        BrokenDatabase broken = new BrokenDatabase(onAnotherTimeline(DataSource.class, postgres));
        other.setDataSource(broken.dataSource());
        other.counts("q");
        lose("lost");
        lose("doubt");
        timeline++;
        broken.breakDown(COUNTS, "57P01");
        assertThatThrownBy(() -> other.counts("q")).isInstanceOf(TrackerDatabaseException.class);
        await().untilAsserted(() -> assertThat(told()).contains("another server than before"));
        broken.mend();
        CompletableFuture<Optional<TrackedTask>> accepted = CompletableFuture.supplyAsync(() -> other.intend(again("lost", "k1")));
        CompletableFuture<Optional<TrackedTask>> unknown = CompletableFuture.supplyAsync(() -> other.intend(again("doubt", "k2")));
        await().until(() -> tracker.find("lost").isPresent() && tracker.find("doubt").isPresent());
        breakConnections();
        await().atMost(Duration.ofSeconds(30)).until(() -> accepted.isDone() && unknown.isDone());
        assertThat(accepted.get()).get().extracting(task -> task.task().taskId()).isEqualTo("task-lost");
        assertThat(unknown.get()).get().extracting(TrackedTask::isFateUnknown).isEqualTo(true);
        assertThat(other.intend(intent("new", "k3"))).as("whoever is new is only late").isEmpty();
        other.close();
    }

    @Test
    void whatAnotherNodeHasSubmittedAgainIsToldWithBothIds() throws Exception {
        accept("twice", "k1");
        lose("twice");
        JdbcTaskTracker other = new JdbcTaskTracker();
        other.setDataSource(postgres);
        assertThat(other.intend(intent("twice", "k1"))).isEmpty();
        other.accepted("twice", "task-of-the-other");
        other.close();
        timeline++;
        breakConnections();
        await().untilAsserted(() -> assertThat(told()).contains("accepted twice")
                .contains("task-twice (submission twice), and as task-of-the-other"));
    }

    @Test
    void anAcceptanceThatWasNotThereYetIsWrittenDown() throws Exception {
        tracker.intend(intent("posting", "k1"));
        lose("posting");
        timeline++;
        breakConnections();
        await().untilAsserted(() -> assertThat(told()).contains("another server than before"));
        tracker.accepted("posting", "task-posting");
        assertThat(tracker.find("posting")).get().extracting(task -> task.task().taskId()).isEqualTo("task-posting");
    }

    @Test
    void whatIsGoneFromTheSameServerWasPutAnEndTo() throws Exception {
        accept("deleted", "k1");
        lose("deleted");
        breakConnections();
        breakConnections();
        assertThat(tracker.find("deleted")).isEmpty();
        assertThat(told()).doesNotContain("another server").doesNotContain("had lost");
    }

    @Test
    void whatAPersonHasForgottenStaysSo() throws Exception {
        accept("forgotten", "k1");
        assertThat(tracker.forget("forgotten")).isTrue();
        timeline++;
        breakConnections();
        await().untilAsserted(() -> assertThat(told()).contains("another server than before"));
        assertThat(tracker.find("forgotten")).isEmpty();
    }

    /** A node that only submits now and then asks nothing of the database meanwhile, and pools replace broken connections by themselves. */
    @Test
    void aFailoverThatNoStatementHasMetIsFoundWithinAMinute() throws Exception {
        VirtualTimer turned = new VirtualTimer();
        try (JdbcTaskTracker quiet = new JdbcTaskTracker(turned)) {
            quiet.setDataSource(database.dataSource());
            assertThat(quiet.intend(intent("lost", "k1"))).isEmpty();
            quiet.accepted("lost", "task-lost");
            lose("lost");
            timeline++;
            turned.advance(Duration.ofMinutes(1));
            await().untilAsserted(() -> assertThat(quiet.find("lost")).get().extracting(task -> task.task().taskId()).isEqualTo("task-lost"));
            await().until(() -> {
                turned.advance(Duration.ofMinutes(1));
                return turned.alarms() == 0;
            });
        }
    }

    @Test
    void whatTheDatabaseKeepsFromBeingComparedIsComparedWhenItIsBack() throws Exception {
        accept("lost", "k1");
        lose("lost");
        timeline++;
        int before = database.refused();
        database.breakDown(sql -> COUNTS.test(sql) || sql.endsWith("FROM pika_task WHERE id = ?"), "57P01");
        timer.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class);
        await().until(() -> database.refused() == before + 2);
        breakConnections();
        await().untilAsserted(() -> assertThat(tracker.find("lost")).get().extracting(task -> task.task().taskId()).isEqualTo("task-lost"));
        assertThat(told()).doesNotContain("are not in the database any more");
    }

    @Test
    void aServerThatDoesNotSayWhichOneItIsHoldsUpNoLookAtIt() throws Exception {
        HikariConfig patient = new HikariConfig();
        ((HikariDataSource) postgres).copyStateTo(patient);
        patient.addDataSourceProperty("socketTimeout", "0");
        VirtualTimer turned = new VirtualTimer();
        try (HikariDataSource own = new HikariDataSource(patient); JdbcTaskTracker held = new JdbcTaskTracker(turned)) {
            BrokenDatabase broken = new BrokenDatabase(onAnotherTimeline(DataSource.class, own));
            held.setDataSource(broken.dataSource());
            assertThat(held.intend(intent("first", "k1"))).isEmpty();
            timeline++;
            hangs = true;
            turned.advance(Duration.ofMinutes(1));
            broken.breakDown(COUNTS, "57P01");
            assertThatThrownBy(() -> held.counts("q")).isInstanceOf(TrackerDatabaseException.class);
            await().atMost(Duration.ofSeconds(15)).until(() -> told().contains("answers otherwise"));
        }
    }

    @Test
    void aJobIsSubmittedWhereTheLookForAFailoverHasNoThreadJustNow() throws Exception {
        VirtualTimer turned = new VirtualTimer();
        AtomicInteger refusals = new AtomicInteger(1);
        Timer scarce = (Timer) Proxy.newProxyInstance(Timer.class.getClassLoader(), new Class<?>[] { Timer.class }, (proxy, method, arguments) -> {
            if (method.getName().equals("schedule") && refusals.getAndDecrement() > 0) {
                throw new InternalError("unable to create native thread");
            }
            return method.invoke(turned, arguments);
        });
        try (JdbcTaskTracker quiet = new JdbcTaskTracker(scarce)) {
            quiet.setDataSource(database.dataSource());
            assertThat(quiet.intend(intent("first", "k1"))).isEmpty();
            assertThat(refusals.get()).isZero();
            assertThat(quiet.intend(intent("second", "k2"))).isEmpty();
            assertThat(turned.alarms()).as("the next one has it looked for").isEqualTo(1);
        }
    }
}
