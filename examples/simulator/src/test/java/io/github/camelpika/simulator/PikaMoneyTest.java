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

class PikaMoneyTest extends PikaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\"} | 450000 | 0.45",
        "pika/pika-2.5/text-to-video | {\"prompt\":\"a\",\"resolution\":\"720p\"} | 200000 | 0.2",
        "pika/pika-2.5/image-to-video | {\"image\":\"https://a\",\"duration_s\":10} | 900000 | 0.9",
        "pika/pikaframes/image-to-video | {\"images\":[\"https://a\",\"https://b\",\"https://c\"],\"transition_duration_s\":2,\"resolution\":\"720p\"} | 160000 | 0.16"
    })
    void quoteNeedsNoKeyAndSubmitsNothing(String api, String body, long micro, String dollars) throws IOException {
        HttpResponse<byte[]> response = client.post("/pika/catalog/apis/" + api.replace("/", "%2F") + "/quote", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Client.json(response).path("micro_usd").asLong()).isEqualTo(micro);
        assertThat(Client.json(response).path("sell_usd").asText()).isEqualTo(dollars);
        assertThat(simulator.tasks()).isEmpty();
        assertThat(simulator.requests()).extracting(RecordedRequest::operation).containsExactly(Operation.QUOTE);
    }

    @Test
    void quoteWantsTheSlashesEncoded() throws IOException {
        assertThat(client.post("/pika/catalog/apis/" + TEXT + "/quote", CAT).statusCode()).isEqualTo(404);
    }

    @Test
    void quoteOfBadInputIsRefused() throws IOException {
        assertThat(client.post("/pika/catalog/apis/" + TEXT.replace("/", "%2F") + "/quote", "{}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void catalogueTellsCallInputsAndPricesWithoutAKey() throws IOException {
        HttpResponse<byte[]> response = client.send(client.request("/pika/catalog/apis/" + TEXT + "?expand=inputs"));

        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode entry = Client.json(response);
        assertThat(entry.at("/call/method").asText()).isEqualTo("POST");
        assertThat(entry.at("/call/path").asText()).isEqualTo("/v1/media/" + TEXT);
        assertThat(entry.at("/input_schema/required").toString()).isEqualTo("[\"prompt\"]");
        assertThat(entry.at("/input_schema/properties/resolution/enum").toString()).isEqualTo("[\"720p\",\"1080p\"]");
        assertThat(entry.at("/input_schema/properties/duration_s/enum").toString()).isEqualTo("[5]");
        assertThat(entry.path("prices").isObject()).isTrue();
        assertThat(client.get("/pika/catalog/apis/pika/un/known").statusCode()).isEqualTo(404);
    }

    @Test
    void chargeIsKnownWithTheEndUnlessToldOtherwise() throws IOException {
        String id = createdId();
        assertThat(job(id).at("/billing/state").asText()).isEqualTo("pending");
        clock.advanceSeconds(110);
        assertThat(job(id).at("/billing/state").asText()).isEqualTo("settled");
        assertThat(job(id).at("/billing/charge_micro_usd").asLong()).isEqualTo(450_000);
        assertThat(job(id).at("/usage/duration_s").asInt()).isEqualTo(5);
    }

    @Test
    void chargeMaySettleAfterTheEnd() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.SETTLED_LATE);
        String id = createdId();
        clock.advanceSeconds(110);

        JsonNode done = job(id);
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.at("/billing/state").asText()).isEqualTo("pending");
        assertThat(done.at("/billing/charge_micro_usd").isNull()).isTrue();
        clock.advanceSeconds(30);
        assertThat(job(id).at("/billing/state").asText()).isEqualTo("settled");
    }

    @Test
    void aSimulatorMaySettleAllItsChargesLate() throws IOException {
        try (PikaSimulator late = PikaSimulator.builder().clock(clock).settlement(Duration.ofSeconds(7))
                .durations(Durations.fixed(Duration.ZERO, Duration.ZERO)).start()) {
            Client other = new Client(late);
            String id = Client.json(other.send(other.request("/pika/v1/media/" + TEXT)
                    .header("X-API-Key", late.apiKey())
                    .POST(BodyPublishers.ofString(CAT)))).path("id").asText();
            var job = other.request("/pika/v1/media/jobs/" + id).header("X-API-Key", late.apiKey());
            assertThat(Client.json(other.send(job)).at("/billing/state").asText()).isEqualTo("pending");
            clock.advanceSeconds(7);
            assertThat(Client.json(other.send(job)).at("/billing/state").asText()).isEqualTo("settled");
        }
    }

    @Test
    void chargeMayNeverBeKnown() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.NEVER_SETTLED);
        String id = createdId();
        clock.advanceSeconds(1000);

        assertThat(job(id).at("/billing/state").asText()).isEqualTo("unavailable");
        assertThat(job(id).at("/billing/charge_micro_usd").isNull()).isTrue();
    }

    @Test
    void balanceFallsByWhatWasCharged() throws IOException {
        createdId();
        long before = Client.json(get("/billing/balance")).path("balance_micro_usd").asLong();
        clock.advanceSeconds(110);

        assertThat(Client.json(get("/billing/balance")).path("balance_micro_usd").asLong())
                .isEqualTo(before - 450_000);
    }
}
