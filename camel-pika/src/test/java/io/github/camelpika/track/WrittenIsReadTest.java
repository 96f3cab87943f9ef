package io.github.camelpika.track;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import io.github.camelpika.model.Billing;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.ShiftedTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Whatever comes with a job is refused before its POST, or can be read when it is over. And a row that can't be read, as
 * somebody else wrote it, is told and hides no other.
 */
class WrittenIsReadTest {

    private static final Origin ORIGIN = new Origin("pika", "vapi", "https://api.gpt.ge");
    private static final int CASES = 150;
    private static final List<String> PIECES = List.of("a", " ", "\u0000", "\u0001", "\u001f", "\n", "\r\n", "\t", "\"", "\\", "'",
            "\ud83d\ude00", "\ud83d", "\ude00", "\u2028", "\ufeff", "\uffff", "\u00e9", "e\u0301", "\u4e00", "{\"type\":\"Long\"}",
            "${body}", "%s", ";--", "<b>");

    private final ShiftedTimer timer = new ShiftedTimer();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
    private final Random random = new Random(12);
    private DataSource dataSource;

    @AfterEach
    void close() {
        tracker.close();
    }

    private void use(TestDatabases database) {
        dataSource = database.fresh();
        tracker.setDataSource(dataSource);
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most); text.length() < length;) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private Object value() {
        return switch (random.nextInt(14)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE, 1e300).get(random.nextInt(5));
            case 3 -> List.of(Float.NaN, Float.NEGATIVE_INFINITY, 0.1f).get(random.nextInt(3));
            case 4 -> random.nextBoolean();
            case 5 -> new BigInteger(random.nextInt(20_000), random);
            case 6 -> new BigDecimal("1E+" + random.nextInt(Integer.MAX_VALUE));
            case 7 -> (short) random.nextInt();
            case 8 -> (byte) random.nextInt();
            case 9 -> text(20_000);
            default -> text(50);
        };
    }

    private SubmittedMessage submitted() {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            headers.put(text(random.nextInt(4) == 0 ? 3_000 : 30), value());
        }
        return new SubmittedMessage(headers, random.nextInt(4) == 0 ? null : text(random.nextInt(10) == 0 ? 100_000 : 200));
    }

    private TrackedTask intent(String key, String queue, SubmittedMessage submitted) {
        return TrackedTask.intent(Claim.idOf(key), new Claim(UUID.randomUUID().toString(), key, "f"), queue, ORIGIN, submitted);
    }

    private VideoTask end(String taskId) {
        Video video = new Video("https://cdn.example/" + random.nextInt() + ".mp4", null, null, null, null, random.nextDouble(),
                random.nextLong(), random.nextLong());
        return new VideoTask(taskId, text(20), TaskState.SUCCEEDED, random.nextInt(100), List.of(video), text(5_000),
                random.nextLong(), random.nextLong(), null, null, Instant.ofEpochSecond(random.nextInt()), Instant.MAX, random.nextInt(1_000),
                new Billing(Billing.State.values()[random.nextInt(3)], random.nextLong(), Map.of("duration_s", random.nextLong(),
                        text(20), random.nextDouble(), "tier", text(20), "free", random.nextBoolean())));
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whatIsWrittenDownForAJobComesBackAsItWas(TestDatabases database) {
        use(database);
        for (int i = 0; i < CASES; i++) {
            String key = i + text(60);
            TrackedTask intent = intent(key, i % 2 == 0 ? "q" : null, submitted()).of(new JobKind(text(30), JobKind.Input.IMAGE));
            assertThat(tracker.intend(intent)).isEmpty();
            String taskId = "t" + "-".repeat(random.nextInt(1_000));
            if (i % 3 == 0) {
                tracker.unknown(intent, text(2_000), taskId);
                assertThat(tracker.find(intent.id()).orElseThrow().possibleTaskId()).isEqualTo(taskId);
            }
            tracker.accepted(intent.id(), taskId);
            VideoTask end = end(taskId);
            if (i % 2 == 1) {
                tracker.ended(intent.id(), end);
            }
            assertThat(tracker.find(intent.id())).get().satisfies(task -> {
                assertThat(task.submitted()).isEqualTo(intent.submitted());
                assertThat(task.claim()).isEqualTo(intent.claim());
                assertThat(task.kind()).isEqualTo(intent.kind());
                assertThat(task.task().taskId()).isEqualTo(taskId);
                if (task.queue() == null) {
                    assertThat(task.task()).isEqualTo(end);
                }
            });
        }
        assertThat(tracker.list("q", CASES)).hasSize(CASES / 2);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void muchIsReadAsWell(TestDatabases database) {
        use(database);
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = 0; i < 60_000; i++) {
            headers.put("header " + i, (long) i);
        }
        headers.put("h".repeat(1_000_000), "x".repeat(21_000_000));
        TrackedTask intent = intent("k", "q", new SubmittedMessage(headers, "\ud83d\ude00".repeat(500_000)));
        assertThat(tracker.intend(intent)).isEmpty();
        assertThat(tracker.find(intent.id()).orElseThrow().submitted().equals(intent.submitted())).isTrue();
    }

    @Test
    void aNumberThatNobodyCanReadIsRefusedBeforeThePost() {
        use(TestDatabases.H2);
        BigInteger number = BigInteger.TEN.pow(20_000);
        TrackedTask intent = intent("k", "q", new SubmittedMessage(Map.of("n", number), null));
        assertThatThrownBy(() -> tracker.intend(intent)).hasMessageContaining("the header 'n' is a number with 20001 digits");
        assertThat(tracker.find(intent.id())).isEmpty();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "task = 'nonsense'", "task = ''", "submitted = '{'", "submitted = '[]'", "state = 'FROM_TOMORROW'" })
    void oneRowThatCanNotBeReadHidesNoOtherAndStays(String damage) throws Exception {
        use(TestDatabases.H2);
        KeylessHandler handler = new KeylessHandler(timer, Duration.ofSeconds(1));
        for (String key : List.of("first", "damaged", "last")) {
            TrackedTask intent = intent(key, "q", new SubmittedMessage(Map.of(), key));
            tracker.intend(intent);
            tracker.accepted(intent.id(), key);
            TrackedTask inline = intent("inline " + key, null, SubmittedMessage.NOTHING);
            tracker.intend(inline);
            tracker.unknown(inline, "lost", null);
        }
        TrackedTask abandoned = intent("abandoned", null, SubmittedMessage.NOTHING);
        tracker.intend(abandoned);
        change("UPDATE pika_task SET " + damage + " WHERE id = '" + Claim.idOf("damaged") + "'");
        change("UPDATE pika_task SET " + damage.replace("FROM_TOMORROW", "INTENT") + " WHERE id = '"
               + Claim.idOf("inline damaged") + "'");

        assertThat(tracker.list("q", 10)).extracting(task -> task.task().taskId()).containsExactly("first", "last");
        assertThat(tracker.snapshots("q", 10)).hasSize(2);
        assertThat(tracker.listUnknown(10)).extracting(TrackedTask::id)
                .contains(Claim.idOf("inline first"), Claim.idOf("inline last"));
        assertThat(tracker.counts("q").waiting()).isBetween(2L, 3L);
        TaskTracker.Subscription subscription = tracker.subscribe(handler);
        AtomicInteger done = new AtomicInteger();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (handler.delivered.size() > done.get()) {
                handler.done(true);
                done.incrementAndGet();
            }
            return done.get() == 2;
        });
        subscription.stop();
        assertThat(handler.delivered).extracting(task -> task.task().taskId()).containsExactlyInAnyOrder("first", "last");
        change("UPDATE pika_task SET deliveries = 0 WHERE id = '" + Claim.idOf("damaged") + "'");
    }

    @Test
    void theSweeperGoesOnBehindARowThatCanNotBeRead() throws Exception {
        use(TestDatabases.H2);
        TrackedTask damaged = intent("a", null, SubmittedMessage.NOTHING);
        TrackedTask abandoned = intent("b", null, SubmittedMessage.NOTHING);
        tracker.intend(damaged);
        tracker.intend(abandoned);
        change("UPDATE pika_task SET task = '{', accepted_at = 0 WHERE id = '" + damaged.id() + "'");
        change("UPDATE pika_task SET accepted_at = 0 WHERE id = '" + abandoned.id() + "'");
        timer.advance(Duration.ofMinutes(11));
        tracker.intend(intent("c", null, SubmittedMessage.NOTHING));
        await().until(() -> tracker.listUnknown(10).stream().anyMatch(task -> task.id().equals(abandoned.id())));
    }

    @Test
    void whoMeetsARowThatCanNotBeReadIsToldWhichAndPostsNothing() throws Exception {
        use(TestDatabases.H2);
        TrackedTask damaged = intent("a", null, SubmittedMessage.NOTHING);
        tracker.intend(damaged);
        change("UPDATE pika_task SET task = '{' WHERE id = '" + damaged.id() + "'");
        assertThatThrownBy(() -> tracker.lookUp(damaged.id())).hasMessageContaining(damaged.id());
        assertThatThrownBy(() -> tracker.intend(intent("a", null, SubmittedMessage.NOTHING))).hasMessageContaining(damaged.id());
    }
}
