package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalErrorsTest extends FalTest {

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, 401, unauthorized, 0",
        "FORBIDDEN, 403, forbidden, 0",
        "NO_CREDIT, 403, forbidden, 0",
        "BAD_REQUEST, 400, bad_request, 0",
        "TOO_MANY_REQUESTS, 429, '', 0",
        "TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 429, too_many_requests, 0",
        "SERVER_ERROR, 500, internal_error, 0",
        "ACCEPT_THEN_ERROR, 502, '', 1",
        "HTML, 200, '', 0",
        "ERROR_IN_200, 200, internal_error, 0",
        "CUT_JSON, 200, '', 1",
        "HUGE, 200, '', 1"
    })
    void faultsHaveTheShapeOfThePlatform(Fault fault, int status, String type, int accepted) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);

        HttpResponse<byte[]> response = create(TEXT, CAT);

        assertThat(response.statusCode()).isEqualTo(status);
        if (!type.isEmpty()) {
            assertThat(Client.json(response).path("error_type").asText()).isEqualTo(type);
            assertThat(Client.json(response).path("detail").isTextual()).isTrue();
            assertThat(response.headers().firstValue("X-Fal-Error-Type")).hasValue(type);
        }
        assertThat(simulator.tasks()).hasSize(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_FAILED, 422, content_policy_violation, true",
        "RESULT_REFUSED, 422, content_policy_violation, false",
        "RESULT_TIMED_OUT, 504, generation_timeout, false",
        "RESULT_BROKEN, 500, downstream_service_error, false"
    })
    void theModelsOwnErrorIsTheResult(Fault fault, int status, String type, boolean toldByStatus) throws IOException {
        JsonNode created = createdWith(fault);
        clock.advanceSeconds(110);

        HttpResponse<byte[]> told = status(created);
        HttpResponse<byte[]> result = result(created);

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(Client.json(told).path("status").asText()).as("there is no FAILED").isEqualTo("COMPLETED");
        assertThat(Client.json(told).has("error")).isEqualTo(toldByStatus);
        assertThat(Client.json(told).has("error_type")).isEqualTo(toldByStatus);
        assertThat(result.statusCode()).isEqualTo(status);
        JsonNode detail = Client.json(result).path("detail").path(0);
        assertThat(detail.fieldNames()).toIterable().containsExactly("loc", "msg", "type", "url", "ctx");
        assertThat(detail.path("type").asText()).isEqualTo(type);
        assertThat(result.headers().firstValue("X-Fal-Retryable")).hasValue(Boolean.toString(status >= 500));
        assertThat(result(created).statusCode()).as("for good").isEqualTo(status);
    }

    @Test
    void aRefusalByThePolicyNamesItsCategories() throws IOException {
        JsonNode created = createdWith(Fault.TASK_FAILED);
        clock.advanceSeconds(110);

        assertThat(Client.json(result(created)).at("/detail/0/ctx/categories").size()).isPositive();
    }

    @Test
    void thePlatformsOwnErrorIsAText() throws IOException {
        JsonNode created = createdWith(Fault.FAILED_AT_CREATION_UNAVAILABLE);

        HttpResponse<byte[]> result = result(created);

        assertThat(result.statusCode()).isEqualTo(503);
        assertThat(Client.json(result).path("detail").isTextual()).isTrue();
        assertThat(result.headers().firstValue("X-Fal-Error-Type")).hasValue("runner_scheduling_failure");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "v2.2/text-to-video | {} | prompt",
        "v2.2/text-to-video | {\"prompt\":\"a\",\"aspect_ratio\":\"5:2\"} | aspect_ratio",
        "v2.2/text-to-video | {\"prompt\":\"a\",\"resolution\":\"480p\"} | resolution",
        "v2.2/text-to-video | {\"prompt\":\"a\",\"duration\":\"5\"} | duration",
        "v2.2/text-to-video | {\"prompt\":\"a\",\"duration\":7} | duration",
        "v2.2/image-to-video | {\"prompt\":\"a\"} | image_url",
        "v2.2/image-to-video | {\"image_url\":\"https://a\"} | prompt",
        "v2.2/pikascenes | {\"prompt\":\"a\"} | image_urls",
        "v2.2/pikascenes | {\"image_urls\":[\"https://a\"]} | prompt",
        "v2.2/pikascenes | {\"prompt\":\"a\",\"image_urls\":[\"https://a\"],\"ingredients_mode\":\"loose\"} | ingredients_mode",
        "v2.2/pikaframes | {\"image_urls\":[\"https://a\"]} | image_urls",
        "v2.2/pikaframes | {\"image_urls\":[\"https://a\",\"https://b\"],\"transitions\":[]} | transitions",
        "v2.2/pikaframes | {\"image_urls\":[\"https://a\",\"https://b\"],\"transitions\":[{\"duration\":26}]} | transitions",
        "v2.1/text-to-video | {\"prompt\":\"a\",\"duration\":10} | duration",
        "v2/turbo/image-to-video | {\"prompt\":\"a\"} | image_url"
    })
    void badInputIsTakenByTheQueueAndRefusedByTheModel(String model, String body, String named) throws IOException {
        JsonNode created = Client.json(create("fal-ai/pika/" + model, body));
        clock.advanceSeconds(110);

        HttpResponse<byte[]> result = result(created);

        assertThat(result.statusCode()).isEqualTo(422);
        assertThat(Client.json(result).at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"" + named + "\"]");
        assertThat(Client.json(status(created)).path("error").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pika/v2.2/text-to-video | {\"prompt\":\"a\",\"aspect_ratio\":\"2:3\",\"resolution\":\"1080p\",\"duration\":10,\"seed\":3183047765,\"negative_prompt\":\"b\"}",
        "pika/v2.2/image-to-video | {\"prompt\":\"a\",\"image_url\":\"data:image/png;base64,AA==\"}",
        "pika/v2.2/pikascenes | {\"prompt\":\"a\",\"image_urls\":[\"https://a\"],\"ingredients_mode\":\"creative\"}",
        "pika/v2.2/pikaframes | {\"image_urls\":[\"https://a\",\"https://b\"],\"transitions\":[{\"duration\":25,\"prompt\":\"c\"}]}",
        "pika/v2.1/image-to-video | {\"prompt\":\"a\",\"image_url\":\"https://a\",\"duration\":5}",
        "pika/v2/turbo/text-to-video | {\"prompt\":\"a\"}",
        "pika/v2/pikaswaps | {\"anything\":true}",
        "pika/v1.5/pikaffects | {\"image_url\":\"https://a\"}"
    })
    void goodInputComesToAVideo(String model, String body) throws IOException {
        JsonNode created = Client.json(create("fal-ai/" + model, body));
        clock.advanceSeconds(110);

        assertThat(result(created).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNoJsonIsABadRequest() throws IOException {
        assertThat(create(TEXT, "a cat").statusCode()).isEqualTo(400);
    }

    @Test
    void aWrongPathIsNotFoundAndNotRecorded() throws IOException {
        assertThat(client.send(keyed("/pika").POST(BodyPublishers.ofString(CAT))).statusCode()).isEqualTo(404);
        assertThat(get("/" + TEXT).statusCode()).isEqualTo(404);
        assertThat(simulator.requests()).isEmpty();
    }
}
