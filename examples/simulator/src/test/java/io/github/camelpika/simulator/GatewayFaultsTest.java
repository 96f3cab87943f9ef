package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayFaultsTest extends SimulatorTest {

    @Test
    void lostResponseIsAcceptedButNeverAnswered() {
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);

        assertThatThrownBy(() -> client.create("vapi")).isInstanceOf(IOException.class);

        assertThat(simulator.tasks()).hasSize(1);
        assertThat(simulator.requests()).singleElement().satisfies(request -> {
            assertThat(request.status()).isZero();
            assertThat(request.fault()).isEqualTo(Fault.LOST_RESPONSE);
            assertThat(request.taskId()).isEqualTo(simulator.tasks().get(0).id());
        });
    }

    @Test
    void closedIsNeitherAcceptedNorAnswered() {
        simulator.faults().next(Operation.GENERATE, Fault.CLOSED);

        assertThatThrownBy(() -> client.create("vapi")).isInstanceOf(IOException.class);

        assertThat(simulator.tasks()).isEmpty();
        assertThat(simulator.requests()).extracting(RecordedRequest::status).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, 429, 0",
        "TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 429, 0",
        "SERVER_ERROR, 500, 0",
        "ACCEPT_THEN_ERROR, 502, 1",
        "HTML, 200, 0",
        "CUT_JSON, 200, 1",
        "HUGE, 200, 1",
        "ERROR_IN_200, 200, 0",
        "BAD_REQUEST, 400, 0",
        "UNAUTHORIZED, 401, 0",
        "NO_CREDIT, 403, 0"
    })
    void aFaultIsAnsweredOnceAndRecorded(Fault fault, int status, int accepted) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);

        assertThat(client.create("vapi").statusCode()).isEqualTo(status);
        assertThat(simulator.tasks()).hasSize(accepted);
        assertThat(client.create("vapi").statusCode()).isEqualTo(200);
        assertThat(simulator.requests()).extracting(RecordedRequest::status).containsExactly(status, 200);
        assertThat(simulator.requests()).extracting(RecordedRequest::fault).containsExactly(fault, null);
    }

    @Test
    void retryAfterIsAsTold() throws IOException {
        simulator.faults()
                .retryAfter("Mon, 10 Mar 2025 06:24:00 GMT")
                .next(Operation.FEED, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER)
                .next(Operation.FEED, Fault.TOO_MANY_REQUESTS);

        assertThat(client.feed("vapi", "1").headers().firstValue("Retry-After"))
                .hasValue("Mon, 10 Mar 2025 06:24:00 GMT");
        HttpResponse<byte[]> bare = client.feed("vapi", "1");
        assertThat(bare.headers().firstValue("Retry-After")).isEmpty();
        assertThat(bare.body()).isEmpty();
    }

    @Test
    void cutJsonIsHalfOfTheTruth() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.CUT_JSON);

        byte[] body = client.create("vapi").body();

        String whole = "{\"id\":\"" + simulator.tasks().get(0).id() + "\"}";
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void hugeIsJsonThatHoldsTheTruthAtItsEnd() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.HUGE);

        HttpResponse<byte[]> response = client.create("vapi");

        assertThat(response.body()).hasSizeGreaterThan(20 * 1024 * 1024);
        assertThat(Client.json(response).path("id").asText()).isEqualTo(simulator.tasks().get(0).id());
    }

    @Test
    void errorsCarryTheirDocumentedCodes() throws IOException {
        simulator.faults()
                .next(Operation.FEED, Fault.ERROR_IN_200)
                .next(Operation.FEED, Fault.NO_CREDIT)
                .next(Operation.FEED, Fault.SERVER_ERROR)
                .next(Operation.FEED, Fault.TASK_NOT_EXIST);
        String id = client.createdId("vapi");

        assertThat(Client.json(client.feed("vapi", id)).path("code").asInt()).isEqualTo(400);
        assertThat(Client.json(client.feed("vapi", id)).at("/error/code").asText())
                .isEqualTo("insufficient_user_quota");
        assertThat(Client.json(client.feed("vapi", id)).path("code").asText()).isEqualTo("fail_to_fetch_task");
        assertThat(Client.json(client.feed("vapi", id)).path("code").asText()).isEqualTo("task_not_exist");
        assertThat(Client.json(client.feed("vapi", id)).path("id").asText()).isEqualTo(id);
    }

    @Test
    void htmlSaysSo() throws IOException {
        simulator.faults().next(Operation.FEED, Fault.HTML);

        assertThat(client.feed("vapi", "1").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void slowTrickles() throws IOException {
        simulator.faults().next(Operation.FEED, Fault.SLOW);

        assertThat(client.nanosForThreeBytes("/vapi/pika/feed/1")).isGreaterThan(200_000_000L);
    }

    @Test
    void requestsAreRecordedAsTheyCame() throws IOException {
        client.get("/vapi/pika/feed/abc?x=%20y");

        assertThat(simulator.requests()).singleElement().satisfies(request -> {
            assertThat(request.operation()).isEqualTo(Operation.FEED);
            assertThat(request.gateway()).isEqualTo("vapi");
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/vapi/pika/feed/abc");
            assertThat(request.query()).isEqualTo("x=%20y");
            assertThat(request.headers().get("authorization")).containsExactly("Bearer sim-key");
            assertThat(request.at()).isEqualTo(clock.instant());
            assertThat(request.taskId()).isEqualTo("abc");
        });
    }
}
