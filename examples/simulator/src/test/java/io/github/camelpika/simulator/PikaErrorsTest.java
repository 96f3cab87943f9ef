package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PikaErrorsTest extends PikaTest {

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, 401, unauthorized, 0",
        "FORBIDDEN, 403, caller_plan_required, 0",
        "NO_CREDIT, 402, insufficient_balance, 0",
        "BAD_REQUEST, 422, invalid_input, 0",
        "TOO_MANY_REQUESTS, 429, '', 0",
        "TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 429, rate_limited, 0",
        "SERVER_ERROR, 500, internal, 0",
        "ACCEPT_THEN_ERROR, 502, '', 1",
        "HTML, 200, '', 0",
        "ERROR_IN_200, 200, internal, 0",
        "CUT_JSON, 200, '', 1",
        "HUGE, 200, '', 1"
    })
    void faultsHaveTheShapeOfPika(Fault fault, int status, String code, int accepted) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);

        HttpResponse<byte[]> response = create(TEXT, CAT);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-Request-ID")).isPresent();
        if (!code.isEmpty()) {
            assertThat(Client.json(response).at("/error/code").asText()).isEqualTo(code);
            assertThat(Client.json(response).at("/error/message").asText()).isNotBlank();
        }
        assertThat(simulator.tasks()).hasSize(accepted);
    }

    @Test
    void retryAfterIsSecondsOrADate() throws IOException {
        simulator.faults().retryAfter("Sun, 01 Mar 2026 00:00:00 GMT")
                .next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);

        assertThat(create(TEXT, CAT).headers().firstValue("Retry-After")).hasValue("Sun, 01 Mar 2026 00:00:00 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/media/jobs/1", "/v1/media/jobs/1/content", "/billing/balance"})
    void anotherKeyOrABearerIsRefused(String path) throws IOException {
        assertThat(client.send(client.request("/pika" + path)).statusCode()).isEqualTo(401);
        assertThat(client.send(client.request("/pika" + path).header("X-API-Key", "other")).statusCode())
                .isEqualTo(401);
        assertThat(client.get("/pika" + path).statusCode()).as("Authorization: Bearer").isEqualTo(401);
    }

    @Test
    void createAndUploadNeedTheKey() throws IOException {
        assertThat(client.post("/pika/v1/media/" + TEXT, CAT).statusCode()).isEqualTo(401);
        assertThat(client.post("/pika/v1/media/uploads", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void theKeyIsHiddenInListings() throws IOException {
        createdId();

        assertThat(Client.json(client.get("/admin/requests")).toString()).doesNotContain("sim-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pika/pika-2.5/text-to-video | {} | prompt",
        "pika/pika-2.5/text-to-video | {\"prompt\":\" \"} | prompt",
        "pika/pika-2.5/text-to-video | [] | JSON object",
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"resolution\":\"480p\"} | resolution",
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"duration_s\":10} | duration_s",
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"duration_s\":\"5\"} | duration_s",
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"seed\":\"1\"} | seed",
        "pika/pika-2.5/image-to-video | {\"prompt\":\"a\"} | image",
        "pika/pika-2.5/image-to-video | {\"image\":\"http://a/b.png\"} | neither https",
        "pika/pika-2.5/image-to-video | {\"image\":\"data:image/png;base64,AA==\"} | neither https",
        "pika/pika-2.5/image-to-video | {\"image\":\"https://a/b\",\"duration_s\":7} | duration_s",
        "pika/pikaframes/image-to-video | {} | images",
        "pika/pikaframes/image-to-video | {\"images\":[\"https://a/1\"]} | images",
        "pika/pikaframes/image-to-video | {\"images\":[1,2]} | images",
        "pika/pikaframes/image-to-video | {\"images\":[\"https://a/1\",\"https://a/2\"],\"transition_duration_s\":11} | transition",
        "pika/pikaffects/image-to-video | {\"image\":\"https://a/1\"} | pikaffect",
        "pika/pikaffects/image-to-video | {\"pikaffect\":\"Melt\"} | image",
        "pika/pikaffects/video-to-video | {\"pikaffect\":\"Melt\"} | video",
        "pika/pikadditions/video-to-video | {\"prompt\":\"a\"} | video",
        "pika/pikaswaps/video-to-video | {\"prompt\":\"a\"} | video"
    })
    void badInputNamesTheField(String api, String body, String named) throws IOException {
        HttpResponse<byte[]> response = create(api, body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Client.json(response).at("/error/code").asText()).isEqualTo("invalid_input");
        assertThat(Client.json(response).at("/error/message").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"resolution\":\"720p\",\"duration_s\":5,\"seed\":3183047765,\"negative_prompt\":\"b\"}",
        "pika/pika-2.5/image-to-video | {\"image\":\"https://a/1\",\"duration_s\":10}",
        "pika/pikaframes/image-to-video | {\"images\":[\"https://a/1\",\"https://a/2\"],\"transition_duration_s\":10}",
        "pika/pikaffects/image-to-video | {\"image\":\"https://a/1\",\"pikaffect\":\"Melt\"}",
        "pika/pikaffects/video-to-video | {\"video\":\"https://a/1\",\"pikaffect\":\"Melt\"}",
        "pika/pikadditions/video-to-video | {\"video\":\"https://a/1\",\"image\":\"https://a/2\"}",
        "pika/pikaswaps/video-to-video | {\"video\":\"https://a/1\",\"modify_region_roi\":\"the hat\"}",
        "pika/of-tomorrow/sound-to-video | {\"anything\":true}"
    })
    void goodInputIsTaken(String api, String body) throws IOException {
        assertThat(create(api, body).statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongPathIsNotFoundAndNotRecorded() throws IOException {
        assertThat(client.send(keyed("/v1/media/uploads").PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(simulator.requests()).isEmpty();
    }
}
