package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PikaJobTest extends PikaTest {

    @Test
    void baseUriIsUnderPika() {
        assertThat(simulator.baseUri("pika")).isEqualTo(simulator.baseUri().resolve("/pika"));
    }

    @Test
    void createAnswersIdAndStatus() throws IOException {
        HttpResponse<byte[]> response = create(TEXT, CAT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Request-ID")).isPresent();
        String id = simulator.tasks().get(0).id();
        assertThat(Client.json(response).toString()).isEqualTo("{\"id\":\"" + id + "\",\"status\":\"queued\"}");
        assertThat(simulator.tasks().get(0).api()).isEqualTo(TEXT);
    }

    @Test
    void aSlashOfTheApiStaysASlash() throws IOException {
        assertThat(create(TEXT.replace("/", "%2F"), CAT).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNotSetIsNull() throws IOException {
        JsonNode job = job(createdId());

        assertThat(job.fieldNames()).toIterable()
                .containsExactly("id", "status", "api_id", "output", "error", "usage", "billing");
        assertThat(job.path("api_id").asText()).isEqualTo(TEXT);
        for (String field : new String[] {"output", "error", "usage"}) {
            assertThat(job.path(field).isNull()).as(field).isTrue();
        }
        assertThat(job.at("/billing/charge_micro_usd").isNull()).isTrue();
    }

    @Test
    void statusGoesFromQueuedToCompletedWithoutProgress() throws IOException {
        String id = createdId();
        assertThat(job(id).path("status").asText()).isEqualTo("queued");
        clock.advanceSeconds(10);
        assertThat(job(id).path("status").asText()).isEqualTo("running");
        assertThat(job(id).has("progress")).isFalse();
        clock.advanceSeconds(100);
        JsonNode done = job(id);
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.at("/output/media_type").asText()).isEqualTo("video");
        assertThat(client.get(done.at("/output/video/url").asText()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"TASK_FAILED, failed", "TASK_CANCELLED, cancelled", "TASK_STUCK, queued",
        "TASK_NEVER_FINISHES, running", "TASK_UNKNOWN_STATE, moderating"})
    void faultsEndInTheirWord(Fault fault, String word) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);
        String id = createdId();
        clock.advanceSeconds(1000);

        assertThat(job(id).path("status").asText()).isEqualTo(word);
    }

    @Test
    void aFailedJobTellsItsCodeAndCostsNothing() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        String id = createdId();
        clock.advanceSeconds(110);

        assertThat(job(id).at("/error/code").asText()).isEqualTo("content_moderation");
        assertThat(job(id).at("/error/message").asText()).isNotBlank();
        assertThat(job(id).at("/billing/charge_micro_usd").asLong(-1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED_AT_CREATION, 200, completed, ''",
        "FAILED_AT_CREATION, 200, failed, content_moderation",
        "FAILED_AT_CREATION_UNPAID, 402, failed, insufficient_balance",
        "FAILED_AT_CREATION_UNAVAILABLE, 503, failed, provider_unavailable"
    })
    void aJobMayHaveEndedWhenItIsCreated(Fault fault, int status, String word, String code) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);

        HttpResponse<byte[]> response = create(TEXT, CAT);

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode job = Client.json(response);
        assertThat(job.path("status").asText()).isEqualTo(word);
        assertThat(job.at("/error/code").asText()).isEqualTo(code);
        assertThat(job.path("id").asText()).isEqualTo(simulator.tasks().get(0).id());
    }

    @Test
    void aFreshAddressWorksWhenThePlainOneDoesNot() throws IOException {
        String id = createdId();
        assertThat(get("/v1/media/jobs/" + id + "/content").statusCode()).isEqualTo(409);
        clock.advanceSeconds(110);
        String plain = job(id).at("/output/video/url").asText();
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_EXPIRED_FOR_GOOD);
        assertThat(client.get(plain).statusCode()).isEqualTo(403);
        job(id);
        assertThat(client.get(plain).statusCode()).isEqualTo(403);

        String fresh = Client.json(get("/v1/media/jobs/" + id + "/content")).path("url").asText();

        assertThat(client.send(client.request(fresh)).statusCode()).isEqualTo(200);
        clock.advanceSeconds(600);
        assertThat(client.send(client.request(fresh)).statusCode()).as("temporary").isEqualTo(403);
    }

    @Test
    void aDeletedJobIsNotFoundAnyMore() throws IOException {
        String id = createdId();

        assertThat(client.send(keyed("/v1/media/jobs/" + id).DELETE()).statusCode()).isEqualTo(204);

        assertThat(get("/v1/media/jobs/" + id).statusCode()).isEqualTo(404);
        assertThat(client.send(keyed("/v1/media/jobs/" + id).DELETE()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/media/jobs/nobody", "/v1/media/jobs/nobody/content"})
    void anUnknownJobIsNotFound(String path) throws IOException {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(Client.json(get(path)).at("/error/code").asText()).isEqualTo("not_found");
    }

    @Test
    void aJobOfAnotherGatewayIsNotFound() throws IOException {
        assertThat(get("/v1/media/jobs/" + client.createdId("vapi")).statusCode()).isEqualTo(404);
    }

    @Test
    void moreThanTheLimitInFlightIsRefusedUntilOneEnds() throws IOException {
        try (PikaSimulator small = PikaSimulator.builder().clock(clock).maxInFlight(1)
                .durations(Durations.fixed(Duration.ofSeconds(1), Duration.ofSeconds(1))).start()) {
            Client other = new Client(small);
            var request = other.request("/pika/v1/media/" + TEXT).header("X-API-Key", small.apiKey())
                    .POST(BodyPublishers.ofString(CAT));
            assertThat(other.send(request).statusCode()).isEqualTo(200);
            HttpResponse<byte[]> refused = other.send(request);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            clock.advanceSeconds(2);
            assertThat(other.send(request).statusCode()).isEqualTo(200);
            assertThat(other.create("vapi").statusCode()).as("each gateway has its own").isEqualTo(200);
            assertThat(other.create("vapi").statusCode()).isEqualTo(429);
        }
    }
}
