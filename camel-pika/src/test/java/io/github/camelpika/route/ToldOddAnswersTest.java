package io.github.camelpika.route;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.PikaTaskFailedException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.ComponentView;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What odd answers of a gateway come to in a message, inline and through a queue in a database.
 */
class ToldOddAnswersTest {

    private static final String NO_ADDRESS = "{\"code\":200,\"data\":{\"task_id\":\"t1\",\"state\":\"succeeded\",\"video_url\":\"\"}}";
    private static final String MODERATED = "{\"code\":\"imagine:content-moderated\",\"error\":\"Rejected by content"
            + " moderation.\"}";

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO));
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final DataSource database = TestDatabases.H2.fresh();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private HttpServer gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/pika", this::answer);
        gateway.start();
        rig.component.getConfiguration().setBaseUri("http://127.0.0.1:" + gateway.getAddress().getPort());
        tracker.setDataSource(database);
        rig.component.setTaskTracker(tracker);
        answers.put("/pika/pro/generate", "200{\"code\":200,\"data\":{\"task_id\":\"t1\"}}");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pika:generate");
                from("direct:ask").to("pika:feed?pollInterval=100ms");
                from("direct:queue").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&pollInterval=300ms").process(e -> taken.add(e.copy()));
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        tracker.close();
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        posts.add(path);
        String answer = answers.get(path);
        byte[] body = answer.substring(3).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Exchange send(String uri, Object body) {
        return rig.send(uri, body).orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void codeOfARefusalIsInTheExceptionAndInAHeader() {
        answers.put("/pika/pro/generate", "403{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_user_quota\"}}");

        Exchange done = send("direct:submit", "a cat");

        assertThat(done.getException()).isInstanceOfSatisfying(PikaGatewayException.class,
                e -> assertThat(e.getCode()).isEqualTo("insufficient_user_quota"));
        assertThat(done.getMessage().getHeader(PikaConstants.ERROR_CODE)).isEqualTo("insufficient_user_quota");
    }

    @Test
    void codeOfAFailedTaskIsInAHeaderAndGoneWithTheNext() {
        answers.put("/pika/feed", "400" + MODERATED);

        Exchange done = send("direct:ask", "t1");

        assertThat(done.getException()).isInstanceOfSatisfying(PikaTaskFailedException.class,
                e -> assertThat(e.getTask().errorCode()).isEqualTo("imagine:content-moderated"));
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.ERROR_CODE, "imagine:content-moderated")
                .containsEntry(PikaConstants.STATE, "FAILED");
        done.setException(null);
        ResultHeaders.set(done.getMessage(), VideoTask.of("t2", "cometapi", TaskState.QUEUED));
        assertThat(done.getMessage().getHeaders()).doesNotContainKey(PikaConstants.ERROR_CODE);
    }

    @Test
    void acceptanceBehindAWarningIsPostedOnceAndDelivered() {
        answers.put("/pika/pro/generate", "200<br />\n<b>Warning</b>: late\n{\"id\":\"t1\"}");
        answers.put("/pika/feed", "400" + MODERATED);

        assertThat(send("direct:queue", "a cat").getException()).isNull();
        await().atMost(Duration.ofSeconds(20)).until(() -> !taken.isEmpty());

        assertThat(posts).filteredOn("/pika/pro/generate"::equals).hasSize(1);
        assertThat(taken.get(0).getMessage().getHeaders()).containsEntry(PikaConstants.STATE, "FAILED")
                .containsEntry(PikaConstants.ERROR, "Rejected by content moderation.")
                .containsEntry(PikaConstants.ERROR_CODE, "imagine:content-moderated");
    }

    @Test
    void idInAnUnknownAnswerIsToldToWhoeverResolvesIt() {
        answers.put("/pika/pro/generate", "500{\"error\":\"late\",\"task_id\":\"t1\"}");

        Exchange done = send("direct:submit", "a cat");

        assertThat(done.getException()).isInstanceOfSatisfying(PikaSubmissionUnknownException.class,
                e -> assertThat(e.getTaskId()).isEqualTo("t1")).hasMessageEndingWith("; the answer names the task t1");
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.STATE, "UNKNOWN")
                .containsEntry(PikaConstants.TASK_ID, "t1");

        assertThat(send("direct:queue", "a cat").getException()).isNull();
        assertThat(tracker.listUnknown(10)).singleElement().satisfies(unknown -> {
            assertThat(unknown.task().error()).endsWith("; the answer names the task t1");
            assertThat(unknown.possibleTaskId()).isEqualTo("t1");
        });
        assertThat(rig.component.unknownSubmissions()).singleElement().asString().contains("perhaps=t1");
        assertThat(new ComponentView(rig.component.services(), 10).json().toJson()).contains("\"possibleTaskId\":\"t1\"");
    }

    /** The minute is counted by the row, so that any node ends it. */
    @Test
    void successWithoutAnAddressEndsInAQueueAfterItsMinute() throws Exception {
        answers.put("/pika/feed", "200" + NO_ADDRESS);
        send("direct:queue", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> tracker.list("ads", 1).get(0).task().lacksAddress());
        assertThat(taken).isEmpty();

        letAMinuteGoBy();

        await().atMost(Duration.ofSeconds(20)).until(() -> !taken.isEmpty());
        assertThat(taken.get(0).getMessage().getBody(VideoTask.class)).satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.error()).isEqualTo("cometapi reports success, but gives no address of a video");
        });
    }

    private void letAMinuteGoBy() throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            String json;
            try (ResultSet rows = statement.executeQuery("select task from pika_task")) {
                rows.next();
                json = rows.getString(1);
            }
            Matcher since = Pattern.compile("\"queuedSince\":\"([^\"]+)\"").matcher(json);
            assertThat(since.find()).isTrue();
            try (PreparedStatement update = connection.prepareStatement("update pika_task set task = ?")) {
                update.setString(1, json.replace(since.group(1), Instant.parse(since.group(1)).minusSeconds(61).toString()));
                update.executeUpdate();
            }
        }
    }
}
