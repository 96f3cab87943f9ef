package io.github.camelpika.route;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BoardTest {

    private final PikaRig rig = new PikaRig();
    private BoardRig board;
    private boolean fails;

    @TempDir
    Path videos;

    @BeforeEach
    void start() throws Exception {
        rig.component.setMaxPointsPerDay(1_000_000L);
        board = new BoardRig(rig, "", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("pika:generate?model=2.2").to("pika:feed").to("pika:download?directory=" + videos);
                from("direct:stream").routeId("stream").to("pika:generate").to("pika:feed");
                from("direct:queue").routeId("queue").to("pika:generate?queue=films&idempotentKey=${body}");
                from("pika:feed?queue=films&maxDeliveries=1").process(exchange -> {
                    if (fails) {
                        throw new IllegalStateException("no room for the film");
                    }
                });
                from("direct:labelled").to("pika:generate?costLabel=${header.campaign}").to("pika:feed");
                from("direct:nobody").to("pika:generate?queue=unwatched");
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private JsonNode underWay(String query) {
        return board.board(query).path("underWay");
    }

    private static List<String> prompts(JsonNode part) {
        return part.path("tasks").findValuesAsText("prompt");
    }

    @Test
    void thePageTakesNothingFromElsewhereAndRunsNothingThatStandsInIt() {
        HttpResponse<String> page = board.get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http", "*"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body()).doesNotContain("://", "<style", " style=", " onclick=").containsPattern("<script src=\"board.js\"");
        for (String name : List.of("board.css", "board.js", "icon.svg")) {
            assertThat(board.get(name).statusCode()).as(name).isEqualTo(200);
        }
        assertThat(board.get("board.js").body()).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void noCacheHasItForAnybodyElse() {
        // platform-http takes Cache-Control away
        for (String name : List.of("", "api/board", "api/nothing")) {
            assertThat(board.get(name).headers().firstValue("Expires")).as(name).hasValue("0");
            assertThat(board.get(name).headers().firstValue("Vary")).as(name).hasValue("X-Pika-Token");
        }
    }

    @Test
    void theAddressWithoutItsSlashLeadsToThePage() {
        HttpResponse<String> answer = board.get("/pika");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("pika/");
        assertThat(board.get("nothing.png").statusCode()).isEqualTo(404);
        assertThat(board.get("api/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() {
        for (String name : List.of("board.css", "api/board")) {
            String tag = board.get(name).headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = board.get(name, "If-None-Match", tag);
            assertThat(again.statusCode()).as(name).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        String tag = board.get("api/board").headers().firstValue("ETag").orElseThrow();
        rig.send("direct:in", "a cat");
        assertThat(board.get("api/board", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void showsWhatIsOnItsWay() {
        rig.send("direct:in", "a cat in the rain");
        rig.advance(Duration.ofSeconds(22));
        JsonNode task = underWay("").path("tasks").path(0);
        long now = rig.timer.now().getEpochSecond();
        assertThat(task.path("prompt").asText()).isEqualTo("a cat in the rain");
        assertThat(task.path("route").asText()).isEqualTo("in");
        assertThat(task.path("gateway").asText()).isEqualTo("cometapi");
        assertThat(task.path("model").asText()).isEqualTo("2.2");
        assertThat(task.path("state").asText()).isEqualTo("running");
        assertThat(now - task.path("since").asLong()).isEqualTo(22);
        assertThat(task.path("next").asLong() - now).isEqualTo(3);
        assertThat(task.has("expected")).isFalse();
        assertThat(task.path("taskId").asText()).isEqualTo(rig.simulator.tasks().get(0).id());
    }

    @Test
    void aTaskOfAQueueIsThereOnce() {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofSeconds(22));
        JsonNode underWay = underWay("");
        assertThat(underWay.path("total").asInt()).isEqualTo(1);
        JsonNode task = underWay.path("tasks").path(0);
        assertThat(task.path("queue").asText()).isEqualTo("films");
        assertThat(task.path("phase").asText()).isEqualTo("waiting");
        assertThat(task.path("prompt").asText()).isEqualTo("a cat");
        assertThat(board.board("").path("queues").findValuesAsText("")).isEmpty();
        assertThat(board.board("").path("queues").toString()).contains("films", "unwatched");
    }

    @Test
    void thousandsArePagedAndSearchedHere() {
        for (int i = 0; i < 30; i++) {
            rig.finish(rig.send("direct:nobody", "film no" + i + "."));
            rig.advance(Duration.ofSeconds(1));
        }
        for (int i = 0; i < 30; i++) {
            rig.send("direct:stream", "clip no" + i + ".");
        }
        assertThat(underWay("").path("total").asInt()).isEqualTo(60);
        assertThat(prompts(underWay(""))).hasSize(25).startsWith("film no29.", "film no28.");
        assertThat(prompts(underWay("?page=1"))).hasSize(25).startsWith("film no4.").contains("film no0.").anyMatch(each -> each.startsWith("clip"));
        assertThat(prompts(underWay("?page=2"))).hasSize(10);
        assertThat(prompts(underWay("?page=9"))).isEmpty();
        assertThat(prompts(underWay("?q=FILM+no17."))).containsExactly("film no17.");
        assertThat(prompts(underWay("?q=clip%20no29."))).containsExactly("clip no29.");
        assertThat(underWay("?queue=unwatched").path("total").asInt()).isEqualTo(30);
        assertThat(underWay("?queue=films").path("total").asInt()).isZero();
        assertThat(prompts(underWay("?queue=-"))).hasSize(25).allMatch(each -> each.startsWith("clip"));
        assertThat(underWay("?state=waiting").path("total").asInt()).isEqualTo(60);
        assertThat(underWay("?state=dead").path("total").asInt()).isZero();
    }

    @Test
    void aHeaderOrAnAddressCanNotBeFoundOutByASearch() {
        rig.finish(rig.send("direct:nobody", "film", Map.of("customer", "Jane")));
        assertThat(underWay("?q=film").path("total").asInt()).isEqualTo(1);
        assertThat(underWay("?q=jane").path("total").asInt()).isZero();
        assertThat(underWay("?q=127.0.0.1").path("total").asInt()).isZero();
    }

    @Test
    void showsWhatHasEndedWithItsCostAndItsFile() {
        rig.finish(rig.send("direct:in", "a cat"));
        JsonNode ended = board.board("").path("ended").path("tasks").path(0);
        assertThat(ended.path("state").asText()).isEqualTo("succeeded");
        assertThat(ended.path("prompt").asText()).isEqualTo("a cat");
        assertThat(ended.path("points").asInt()).isEqualTo(400);
        assertThat(ended.path("took").asInt()).isBetween(120, 126);
        assertThat(ended.path("file").asText()).endsWith(".mp4");
        assertThat(ended.path("media").toString()).contains("video", "poster");
        assertThat(board.board("").path("underWay").path("total").asInt()).isZero();
        assertThat(board.board("?q=dog").path("ended").path("total").asInt()).isZero();
    }

    @Test
    void aVideoComesFromItsFile() throws Exception {
        rig.finish(rig.send("direct:in", "a cat"));
        JsonNode ended = board.board("").path("ended").path("tasks").path(0);
        long before = rig.simulator.requests().size();
        HttpResponse<byte[]> video = board.bytes("media/" + ended.path("id").asText() + "/video");
        assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(video.body()).isEqualTo(Files.readAllBytes(videos.resolve(ended.path("taskId").asText() + ".mp4")));
        assertThat(rig.simulator.requests()).hasSize((int) before);
    }

    @Test
    void whatIsNotOnTheDiskIsFetchedFromItsAddressWhichStaysHere() throws Exception {
        rig.finish(rig.send("direct:stream", "a cat"));
        JsonNode ended = board.board("").path("ended").path("tasks").path(0);
        assertThat(ended.has("file")).isFalse();
        assertThat(ended.toString()).doesNotContain("://", "/cdn/");
        HttpResponse<byte[]> video = board.bytes("media/" + ended.path("id").asText() + "/video");
        assertThat(video.statusCode()).isEqualTo(200);
        assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(video.body()).hasSizeGreaterThan(1_000);
        assertThat(video.headers().map().toString()).doesNotContain("/cdn/").doesNotContainIgnoringCase("CamelPika");
        assertThat(board.bytes("media/" + ended.path("id").asText() + "/poster").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("image/"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "media/00000000-0000-0000-0000-000000000000/video", "media/../../etc/passwd", "media/%2e%2e/x",
            "media/00000000-0000-0000-0000-000000000000/sharing" })
    void nothingElseIsServed(String path) {
        assertThat(board.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aFileThatIsGoneIsToldNotShown() throws Exception {
        rig.finish(rig.send("direct:in", "a cat"));
        JsonNode ended = board.board("").path("ended").path("tasks").path(0);
        Files.delete(videos.resolve(ended.path("taskId").asText() + ".mp4"));
        rig.component.getConfiguration().setGateway("vapi");
        assertThat(board.board("").path("ended").path("tasks").path(0).path("media").toString()).isEqualTo("[]");
        assertThat(board.get("media/" + ended.path("id").asText() + "/video").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatNeedsAPersonAndWhatToDo() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:queue", "a lost cat"));
        fails = true;
        rig.finish(rig.send("direct:queue", "a dead cat"));
        rig.advance(Duration.ofMinutes(5));
        // routes of queues run on threads of their own
        await().until(() -> board.board("").path("needs").size() == 2);
        JsonNode needs = board.board("").path("needs");
        assertThat(needs.path(0).path("kind").asText()).isEqualTo("unknown");
        assertThat(needs.path(0).path("prompt").asText()).isEqualTo("a lost cat");
        assertThat(needs.path(0).path("todo").asText()).contains("console");
        assertThat(needs.path(1).path("kind").asText()).isEqualTo("dead");
        assertThat(needs.path(1).path("prompt").asText()).isEqualTo("a dead cat");
        assertThat(prompts(underWay("?state=dead"))).contains("a dead cat");
        assertThat(underWay("").path("total").asInt()).isZero();
    }

    @Test
    void showsMoneyAndDurationsAndGateways() {
        for (int i = 0; i < 25; i++) {
            rig.finish(rig.send("direct:stream", "cat " + i));
        }
        rig.send("direct:stream", "another cat");
        rig.advance(Duration.ofSeconds(30));
        JsonNode all = board.board("");
        JsonNode budget = all.path("money").path(0).path("budgets").path(0);
        assertThat(budget.path("spent").asInt()).isEqualTo(10_000);
        assertThat(budget.path("most").asInt()).isEqualTo(1_000_000);
        JsonNode learned = all.path("learned").path(0);
        assertThat(learned.path("samples").asInt()).isEqualTo(25);
        assertThat(learned.path("median").asDouble()).isBetween(110.0, 130.0);
        assertThat(learned.path("points")).hasSizeGreaterThan(10).allSatisfy(point -> assertThat(point).hasSize(2));
        JsonNode gateway = all.path("gateways").path(0);
        assertThat(gateway.path("title").asText()).isEqualTo("CometAPI");
        assertThat(gateway.path("host").asText()).isEqualTo("127.0.0.1");
        assertThat(gateway.has("trouble")).isFalse();
        assertThat(gateway.path("accepted").asInt()).isEqualTo(26);
        JsonNode task = all.path("underWay").path("tasks").path(0);
        assertThat(task.path("expected").asLong() - rig.timer.now().getEpochSecond()).isBetween(80L, 100L);
    }

    @Test
    void showsMoneyByDayAndLabelAndFiltersByLabel() {
        rig.finish(rig.send("direct:labelled", "a spring cat", Map.of("campaign", "spring")));
        rig.finish(rig.send("direct:labelled", "an autumn cat", Map.of("campaign", "autumn")));
        rig.send("direct:labelled", "another spring cat", Map.of("campaign", "spring"));
        rig.finish(rig.send("direct:nobody", "a cat"));
        rig.advance(Duration.ofSeconds(5));
        JsonNode all = board.board("");
        assertThat(all.path("labels").toString()).isEqualTo("[\"autumn\",\"spring\"]");
        JsonNode days = all.path("money").path(0).path("days");
        assertThat(days).filteredOn(day -> day.path("label").asText().equals("spring")).singleElement().satisfies(day -> {
            assertThat(day.path("spent").asInt()).isEqualTo(400);
            assertThat(day.path("tasks").asInt()).isEqualTo(2);
            assertThat(day.path("unit").asText()).isEqualTo("points");
        });
        assertThat(days).filteredOn(day -> !day.has("label")).singleElement().satisfies(day -> assertThat(day.has("spent")).isFalse());
        assertThat(prompts(underWay("?label=spring"))).containsExactly("another spring cat");
        assertThat(prompts(underWay("?label=none"))).isEmpty();
        assertThat(prompts(board.board("?label=autumn").path("ended"))).containsExactly("an autumn cat");
    }

    @Test
    void aGatewayInTroubleIsSeen() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.SERVER_ERROR);
        rig.finish(rig.send("direct:stream", "a cat"));
        assertThat(board.board("").path("gateways").path(0).path("trouble").asText()).startsWith("answers HTTP 500");
    }

    @Test
    void noKeyNoSignedAddressAndNoHeaderIsInIt() {
        rig.finish(rig.send("direct:in", "a cat with " + rig.simulator.apiKey() + " at https://cdn.example.com/a.mp4?sig=Zq7token"));
        rig.finish(rig.send("direct:nobody", "another", Map.of("customer", "Jane Doe", "secret", "s3cr3t")));
        rig.advance(Duration.ofSeconds(30));
        String all = board.get("api/board").body();
        assertThat(all).contains("a cat with", "another")
                .doesNotContain(rig.simulator.apiKey(), "Zq7token", "Jane Doe", "s3cr3t", "/cdn/");
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For:203.0.113.9", "Forwarded:for=203.0.113.9", "Via:1.1 proxy" })
    void withoutATokenOnlyThisMachineSeesIt(String header) {
        String[] parts = header.split(":", 2);
        for (String path : List.of("", "board.js", "api/board")) {
            HttpResponse<String> answer = board.get(path, parts[0], parts[1]);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).contains("set boardToken");
        }
    }

    @Test
    void aPageThatHasItsOwnNameLeadHereSeesNothing() throws Exception {
        assertThat(status("127.0.0.1")).isEqualTo("HTTP/1.1 200 OK");
        assertThat(status("board.example.com")).isEqualTo("HTTP/1.1 403 Forbidden");
    }

    /** The JDK's client doesn't let one choose the name. */
    private String status(String host) throws Exception {
        try (Socket socket = new Socket(board.address.getHost(), board.address.getPort())) {
            String request = "GET /pika/api/board HTTP/1.1\r\nHost: " + host + ":" + board.address.getPort() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        }
    }

    @Test
    void whoseAddressIsNotKnownSeesNothing() {
        Exchange answer = rig.template.request("pika:board", exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/pika/api/board");
            exchange.getMessage().setHeader("CamelVertxPlatformHttpRemoteAddress", "127.0.0.1:4711");
        });
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(403);
    }

    @Test
    void withoutActionsNothingCanBeDone() {
        assertThat(board.board("").path("actions").asBoolean()).isFalse();
        HttpResponse<String> answer = board.post("api/act", "{}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("boardActions");
    }

    @Test
    void aTrackerThatFailsTakesNothingElseAlong() {
        rig.send("direct:stream", "a cat");
        rig.advance(Duration.ofSeconds(30));
        rig.component.setTaskTracker(new FlakyTracker().fails("page", 9).fails("listUnknown", 9).tracker);
        JsonNode all = board.board("");
        assertThat(all.path("troubles").toString()).contains("the database is away");
        assertThat(all.path("gateways")).hasSize(1);
        assertThat(all.has("underWay")).isTrue();
        assertThat(all.path("underWay").isNull()).isTrue();
    }
}
