package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PikaUploadTest extends PikaTest {

    private static final byte[] PICTURE = "not quite a PNG".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatIsUploadedAsGrantedGoesIntoAJob() throws IOException {
        JsonNode grant = granted();
        String job = "{\"image\":\"" + grant.path("url").asText() + "\"}";
        assertThat(create("pika/pika-2.5/image-to-video", job).statusCode()).as("before the PUT").isEqualTo(422);

        assertThat(client.send(put(grant)).statusCode()).isEqualTo(200);

        assertThat(create("pika/pika-2.5/image-to-video", job).statusCode()).isEqualTo(200);
        assertThat(simulator.uploads()).singleElement().satisfies(upload -> {
            assertThat(upload.isDone()).isTrue();
            assertThat(upload.sha256()).isEqualTo(Sha256.hex(PICTURE));
        });
        assertThat(simulator.requests()).filteredOn(request -> request.operation() == Operation.UPLOAD)
                .extracting(RecordedRequest::body).containsExactly("(15 bytes)");
    }

    @Test
    void everySignedHeaderIsChecked() throws IOException {
        JsonNode grant = granted();
        grant.path("headers").fieldNames().forEachRemaining(left -> {
            HttpRequest.Builder request = client.request(grant.path("upload_url").asText());
            grant.path("headers").fields().forEachRemaining(header -> request.header(
                    header.getKey(), header.getKey().equals(left) ? "other" : header.getValue().asText()));
            assertThat(status(request.PUT(BodyPublishers.ofByteArray(PICTURE)))).as(left).isEqualTo(403);
        });
        assertThat(grant.path("headers").size()).isPositive();
        assertThat(simulator.uploads()).noneMatch(Upload::isDone);
    }

    @ParameterizedTest
    @CsvSource({"X-API-Key, sim-key", "Authorization, Key sim-key"})
    void aKeyDoesNotBelongThere(String name, String value) throws IOException {
        assertThat(client.send(put(granted()).header(name, value)).statusCode()).isEqualTo(400);
        assertThat(simulator.uploads()).noneMatch(Upload::isDone);
    }

    @Test
    void theSignatureOfTheAddressIsNeeded() throws IOException {
        JsonNode grant = granted();
        HttpRequest request = put(grant).build();
        String bare = request.uri().toString().replaceFirst("\\?.*", "");

        assertThat(client.send(HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(URI.create(bare))).statusCode()).isEqualTo(403);
    }

    @Test
    void asManyBytesAsAnnounced() throws IOException {
        assertThat(client.send(put(granted()).PUT(BodyPublishers.ofString("short"))).statusCode()).isEqualTo(400);
    }

    @Test
    void aGrantLivesFiveMinutes() throws IOException {
        JsonNode early = granted();
        JsonNode late = granted();
        clock.advanceSeconds(299);
        assertThat(client.send(put(early)).statusCode()).isEqualTo(200);
        clock.advanceSeconds(1);
        assertThat(client.send(put(late)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, 20000000, 200", "image/png, 20000001, 413", "audio/mpeg, 20000000, 200",
        "audio/mpeg, 20000001, 413", "video/mp4, 50000000, 200", "video/mp4, 50000001, 413",
        "application/pdf, 10, 415", "'', 10, 422", "image/png, -1, 422"
    })
    void sizesAndTypesAreLimited(String type, long size, int status) throws IOException {
        assertThat(grant(type, size).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"UPLOAD_GRANT", "UPLOAD"})
    void bothStepsMayBeSlowedDown(Operation operation) throws IOException {
        JsonNode grant = granted();
        simulator.faults().next(operation, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);

        HttpResponse<byte[]> response =
                operation == Operation.UPLOAD ? client.send(put(grant)) : grant("image/png", 1);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    private HttpResponse<byte[]> grant(String type, long size) throws IOException {
        String body = "{\"content_type\":\"" + type + "\",\"size_bytes\":" + size + "}";
        return client.send(keyed("/v1/media/uploads").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode granted() throws IOException {
        return Client.json(grant("image/png", PICTURE.length));
    }

    private HttpRequest.Builder put(JsonNode grant) {
        HttpRequest.Builder request = client.request(grant.path("upload_url").asText());
        grant.path("headers").fields().forEachRemaining(
                header -> request.header(header.getKey(), header.getValue().asText()));
        return request.PUT(BodyPublishers.ofByteArray(PICTURE));
    }

    private int status(HttpRequest.Builder request) {
        try {
            return client.send(request).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
