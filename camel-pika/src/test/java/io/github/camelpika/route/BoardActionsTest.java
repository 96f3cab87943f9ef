package io.github.camelpika.route;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BoardActionsTest {

    private static final String TOKEN = "Zq7token-of-the-board";
    private static final String[] GOOD = { "X-Pika-Token", TOKEN, "Content-Type", "application/json" };

    private final PikaRig rig = new PikaRig();
    private BoardRig board;
    private boolean fails = true;

    @BeforeEach
    void start() throws Exception {
        rig.use("fal");
        board = new BoardRig(rig, "boardActions=true&boardToken=" + TOKEN, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
                from("direct:queue").to("pika:generate?queue=films");
                from("pika:feed?queue=films&maxDeliveries=1").process(exchange -> {
                    if (fails) {
                        throw new IllegalStateException("no room for the film");
                    }
                });
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private JsonNode board(String query) {
        return board.board(query, "X-Pika-Token", TOKEN);
    }

    private HttpResponse<String> act(String action, JsonNode task, String taskId) {
        return board.post("api/act", Json.write(Map.of("action", action, "component", task.path("component").asText(),
                "id", task.path("id").asText(), "taskId", taskId)), GOOD);
    }

    private JsonNode waiting() {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofSeconds(22));
        return board("").path("underWay").path("tasks").path(0);
    }

    @Test
    void withATokenThereIsNothingWithoutIt() {
        assertThat(board.get("").statusCode()).isEqualTo(200);
        assertThat(board.get("", "X-Forwarded-For", "203.0.113.9").statusCode()).isEqualTo(200);
        for (String[] headers : List.of(new String[0], new String[] { "X-Pika-Token", "Zq7token-of-the-boarD" },
                new String[] { "X-Pika-Token", "" }, new String[] { "Authorization", "Bearer " + TOKEN })) {
            assertThat(board.get("api/board", headers).statusCode()).isEqualTo(401);
            assertThat(board.get("media/00000000-0000-0000-0000-000000000000/video", headers).statusCode()).isEqualTo(401);
            assertThat(board.post("api/act", "{}", headers).statusCode()).isEqualTo(401);
        }
        assertThat(board.get("api/board?X-Pika-Token=" + TOKEN).statusCode()).isEqualTo(401);
        assertThat(board.get("api/board", "X-Pika-Token", TOKEN, "X-Forwarded-For", "203.0.113.9").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "Origin, https://board.example.com", "Origin, null", "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site" })
    void anotherPageCanNotAct(String header, String value) {
        JsonNode task = waiting();
        String wish = Json.write(Map.of("action", "forget", "component", "pika", "id", task.path("id").asText()));
        HttpResponse<String> answer = board.post("api/act", wish, "X-Pika-Token", TOKEN, "Content-Type", "application/json", header, value);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("another page");
        assertThat(board.post("api/act", wish, "X-Pika-Token", TOKEN, "Content-Type", "text/plain").statusCode()).isEqualTo(403);
        assertThat(board("").path("underWay").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void thisPageCanAct() {
        JsonNode task = waiting();
        String wish = Json.write(Map.of("action", "forget", "component", "pika", "id", task.path("id").asText()));
        HttpResponse<String> answer = board.post("api/act", wish, "X-Pika-Token", TOKEN, "Content-Type", "application/json", "Origin",
                "http://" + board.address.getAuthority(), "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(board("").path("underWay").path("total").asInt()).isZero();
        assertThat(act("forget", task, "").statusCode()).isEqualTo(409);
    }

    @Test
    void asksNow() {
        JsonNode task = waiting();
        long before = rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
        assertThat(act("ask", task, "").statusCode()).isEqualTo(200);
        rig.advance(Duration.ofMillis(10));
        assertThat(rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count()).isGreaterThan(before);
    }

    @Test
    void asksNowForAnExchangeThatWaits() {
        rig.send("direct:in", "a cat");
        rig.advance(Duration.ofSeconds(22));
        JsonNode task = board("").path("underWay").path("tasks").path(0);
        assertThat(task.has("id")).isFalse();
        assertThat(act("ask", task, task.path("taskId").asText()).statusCode()).isEqualTo(200);
        assertThat(act("ask", task, "nothing").statusCode()).isEqualTo(409);
    }

    @Test
    void sendsADeadTaskAgain() {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofMinutes(5));
        // routes of queues run on threads of their own
        await().until(() -> board("").path("needs").size() == 1);
        fails = false;
        assertThat(act("again", board("").path("needs").path(0), "").statusCode()).isEqualTo(200);
        await().until(() -> board("").path("needs").isEmpty());
    }

    @Test
    void cancels() {
        JsonNode task = waiting();
        HttpResponse<String> answer = act("cancel", task, task.path("taskId").asText());
        assertThat(answer.body()).contains("The gateway says: requested");
        rig.send("direct:in", "a dog");
        rig.advance(Duration.ofSeconds(5));
        JsonNode wait = board("?queue=-").path("underWay").path("tasks").path(0);
        assertThat(act("cancel", wait, wait.path("taskId").asText()).statusCode()).isEqualTo(200);
        assertThat(act("cancel", wait, "nothing").statusCode()).isEqualTo(409);
    }

    @Test
    void resolvesWhatIsUnknown() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:queue", "a cat"));
        await().until(() -> board("").path("needs").size() == 1);
        JsonNode unknown = board("").path("needs").path(0);
        String taskId = rig.simulator.tasks().get(0).id();
        HttpResponse<String> answer = act("resolve", unknown, taskId);
        assertThat(answer.body()).contains("The submission is task " + taskId);
        assertThat(board("").path("needs")).isEmpty();
        assertThat(act("resolve", unknown, "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{| 400", "[]| 404", "{\"component\":\"other\"}| 404", "{\"component\":\"pika\",\"action\":\"pay\"}| 400" })
    void whatIsNotUnderstoodDoesNothing(String wish, int status) {
        assertThat(board.post("api/act", wish, GOOD).statusCode()).isEqualTo(status);
    }
}
