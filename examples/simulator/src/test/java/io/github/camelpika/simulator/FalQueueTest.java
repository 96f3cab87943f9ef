package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalQueueTest extends FalTest {

    @Test
    void createAnswersThreeAddressesAndThePosition() throws IOException {
        HttpResponse<byte[]> response = create(TEXT, CAT);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = Client.json(response);
        String id = simulator.tasks().get(0).id();
        assertThat(answer.path("request_id").asText()).isEqualTo(id);
        assertThat(answer.path("gateway_request_id").asText()).isEqualTo(id);
        assertThat(answer.path("queue_position").asInt(-1)).isZero();
        String result = simulator.baseUri("fal") + "/fal-ai/pika/requests/" + id;
        assertThat(answer.path("response_url").asText()).isEqualTo(result);
        assertThat(answer.path("status_url").asText()).isEqualTo(result + "/status");
        assertThat(answer.path("cancel_url").asText()).isEqualTo(result + "/cancel");
    }

    @ParameterizedTest
    @CsvSource({
        "fal-ai/pika/v2.2/text-to-video, fal-ai/pika", "fal-ai/veo3, fal-ai/veo3",
        "workflows/me/mine, workflows/me/mine", "comfy/me/mine/more, comfy/me/mine"
    })
    void addressesAreUnderTheApp(String model, String app) throws IOException {
        JsonNode answer = Client.json(create(model, CAT));

        assertThat(answer.path("response_url").asText())
                .isEqualTo(simulator.baseUri("fal") + "/" + app + "/requests/" + answer.path("request_id").asText());
        assertThat(status(answer).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fal-ai/pika/v2.2/text-to-video", "fal-ai", "fal-ai/other", "workflows/fal-ai/pika"})
    void underAnotherAppThereIsNoSuchRequest(String app) throws IOException {
        String id = created().path("request_id").asText();

        assertThat(get("/" + app + "/requests/" + id + "/status").statusCode()).isEqualTo(404);
    }

    @Test
    void withAWebhookItIsOnlyTheTwoIds() throws IOException {
        JsonNode answer = Client.json(create(TEXT + "?fal_webhook=https%3A%2F%2Fexample.com%2F", CAT));

        assertThat(answer.fieldNames()).toIterable().containsExactly("request_id", "gateway_request_id");
    }

    @Test
    void theAddressesMayBeAnotherHosts() throws IOException {
        assertThat(createdWith(Fault.ADDRESSES_ELSEWHERE).path("status_url").asText())
                .startsWith("https://queue.elsewhere.invalid/fal-ai/pika/requests/");
    }

    @Test
    void statusIs202UntilCompletedAndThen200() throws IOException {
        JsonNode created = created();
        assertStatus(created, 202, "IN_QUEUE");
        clock.advanceSeconds(10);
        assertStatus(created, 202, "IN_PROGRESS");
        assertThat(Client.json(status(created)).has("queue_position")).isFalse();
        clock.advanceSeconds(100);
        assertStatus(created, 200, "COMPLETED");
        assertThat(Client.json(status(created)).has("error")).isFalse();
    }

    @Test
    void onceItWasAlways200() throws IOException {
        JsonNode created = created();
        simulator.faults().next(Operation.FEED, Fault.ALWAYS_200);

        assertStatus(created, 200, "IN_QUEUE");
    }

    @Test
    void positionIsHowManyWaitBefore() throws IOException {
        JsonNode first = created();
        JsonNode second = created();
        client.create("vapi");

        assertThat(second.path("queue_position").asInt()).isEqualTo(1);
        assertThat(Client.json(status(first)).path("queue_position").asInt(-1)).isZero();
        assertThat(Client.json(status(second)).path("queue_position").asInt()).isEqualTo(1);
        cancel(first);
        assertThat(Client.json(status(second)).path("queue_position").asInt(-1)).isZero();
    }

    @Test
    void aLongerQueueThanToldIsRefused() throws IOException {
        assertThat(create(TEXT + "?fal_max_queue_length=0", CAT).statusCode()).isEqualTo(200);

        assertThat(create(TEXT + "?fal_max_queue_length=0", CAT).statusCode()).isEqualTo(429);
        assertThat(create(TEXT + "?fal_max_queue_length=1", CAT).statusCode()).isEqualTo(200);
    }

    @Test
    void moreThanTheLimitInFlightIsRefused() throws IOException {
        try (PikaSimulator small = PikaSimulator.builder().clock(clock).maxInFlight(1)
                .durations(Durations.fixed(Duration.ofSeconds(1), Duration.ofSeconds(1))).start()) {
            Client other = new Client(small);
            var request = other.request("/fal/" + TEXT).header("Authorization", "Key " + small.apiKey())
                    .POST(BodyPublishers.ofString(CAT));
            assertThat(other.send(request).statusCode()).isEqualTo(200);
            assertThat(other.send(request).statusCode()).isEqualTo(429);
            clock.advanceSeconds(2);
            assertThat(other.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void beforeTheEndTheResultIsStillInProgress() throws IOException {
        HttpResponse<byte[]> early = result(created());

        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(Client.json(early).path("detail").asText()).contains("still in progress");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/response"})
    void theResultIsTheModelsOutput(String tail) throws IOException {
        JsonNode created = Client.json(create(TEXT, "{\"prompt\":\"a cat\",\"duration\":10}"));
        clock.advanceSeconds(110);

        HttpResponse<byte[]> response = get(created.path("response_url").asText() + tail);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fal-request-id")).hasValue(created.path("request_id").asText());
        assertThat(response.headers().firstValue("X-Fal-Billable-Units")).hasValue("10");
        JsonNode video = Client.json(response).path("video");
        assertThat(Client.json(response).size()).as("no seed, no duration").isEqualTo(1);
        assertThat(video.fieldNames()).toIterable()
                .containsExactly("url", "content_type", "file_name", "file_size");
        HttpResponse<byte[]> file = client.send(client.request(video.path("url").asText()));
        assertThat(file.statusCode()).as("public, no key").isEqualTo(200);
        assertThat(file.body()).hasSize(video.path("file_size").asInt());
    }

    @Test
    void thereIsNoIdempotency() throws IOException {
        create(TEXT, CAT, "Idempotency-Key", "k");
        create(TEXT, CAT, "Idempotency-Key", "k");
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        assertThatThrownBy(this::created).isInstanceOf(IOException.class);

        assertThat(simulator.tasks()).hasSize(3);
    }

    @Test
    void whatHasNotStartedInTimeIsGivenUp() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_STUCK);
        JsonNode stuck = Client.json(create(TEXT, CAT, "X-Fal-Request-Timeout", "60"));
        JsonNode slow = Client.json(create(TEXT, CAT, "X-Fal-Request-Timeout", "9.5"));
        JsonNode fine = Client.json(create(TEXT, CAT, "X-Fal-Request-Timeout", "10"));
        clock.advanceSeconds(59);
        assertStatus(stuck, 202, "IN_QUEUE");
        clock.advanceSeconds(51);

        for (JsonNode late : new JsonNode[] {stuck, slow}) {
            assertStatus(late, 200, "COMPLETED");
            assertThat(Client.json(status(late)).path("error_type").asText()).isEqualTo("request_timeout");
            HttpResponse<byte[]> result = result(late);
            assertThat(result.statusCode()).isEqualTo(504);
            assertThat(result.headers().firstValue("X-Fal-Request-Timeout-Type")).hasValue("user");
            assertThat(result.headers().firstValue("X-Fal-Error-Type")).hasValue("request_timeout");
        }
        assertThat(result(fine).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/status, GET", "'', GET", "/cancel, PUT"})
    void anUnknownIdIs404UnderAGoodKeyAnd401UnderABadOne(String tail, String method) throws IOException {
        String path = "/fal/fal-ai/pika/requests/nobody" + tail;
        var good = keyed("/fal-ai/pika/requests/nobody" + tail).method(method, BodyPublishers.noBody());

        HttpResponse<byte[]> unknown = client.send(good);

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Client.json(unknown).path("status").asText()).isEqualTo("NOT_FOUND");
        for (String bad : new String[] {"Key other", "Bearer " + simulator.apiKey()}) {
            var request = client.request(path).header("Authorization", bad);
            assertThat(client.send(request.method(method, BodyPublishers.noBody())).statusCode()).isEqualTo(401);
        }
    }

    private void assertStatus(JsonNode created, int status, String word) throws IOException {
        HttpResponse<byte[]> response = status(created);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Client.json(response).path("status").asText()).isEqualTo(word);
    }
}
