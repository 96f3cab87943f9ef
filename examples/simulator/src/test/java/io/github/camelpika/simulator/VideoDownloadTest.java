package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDownloadTest extends SimulatorTest {

    private static final int SIZE = 100_000;

    private String id;
    private String url;

    @BeforeEach
    void finishATask() throws IOException {
        id = client.createdId("vapi");
        clock.advanceSeconds(110);
        url = Client.json(client.feed("vapi", id)).at("/videos/0/resultUrl").asText();
    }

    @Test
    void wholeVideoComesWithLengthAndEtag() throws IOException {
        HttpResponse<byte[]> response = client.get(url);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(response.headers().firstValue("ETag").orElseThrow()).matches("\"[^\"]+\"");
        assertThat(response.body()).isEqualTo(expected(0, SIZE - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=70000-, 70000, 99999",
        "bytes=-10, 99990, 99999",
        "bytes=-999999, 0, 99999",
        "bytes=99999-200000, 99999, 99999"
    })
    void aRangeIsAPart(String range, int first, int last) throws IOException {
        HttpResponse<byte[]> response = client.send(client.request(url).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes " + first + "-" + last + "/" + SIZE);
        assertThat(response.body()).isEqualTo(expected(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-2", "bytes=-", "lines=0-1", "bytes=a-b"})
    void aRangeThatIsNotOneIsIgnored(String range) throws IOException {
        assertThat(client.send(client.request(url).header("Range", range)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100000-", "bytes=-0"})
    void aRangeBeyondTheEndIsUnsatisfiable(String range) throws IOException {
        HttpResponse<byte[]> response = client.send(client.request(url).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */" + SIZE);
    }

    @Test
    void ifRangeGivesThePartOnlyOfTheSameVideo() throws IOException {
        String etag = client.get(url).headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder same = client.request(url).header("Range", "bytes=1-2").header("If-Range", etag);
        HttpRequest.Builder other = client.request(url).header("Range", "bytes=1-2").header("If-Range", "\"other\"");

        assertThat(client.send(same).statusCode()).isEqualTo(206);
        assertThat(client.send(other).statusCode()).isEqualTo(200);
    }

    @Test
    void headTellsTheLengthOnly() throws IOException {
        HttpResponse<byte[]> response =
                client.send(client.request(url).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void theSharedVideoIsThereToo() throws IOException {
        assertThat(client.get(url.replace(".mp4", "_share.mp4")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"poster.jpg, 320", "thumbnail.jpg, 80", "last_frame.jpg, 320"})
    void stillsAreRealJpegs(String name, int width) throws IOException {
        HttpResponse<byte[]> response = client.get("/cdn/" + id + "/" + name);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth()).isEqualTo(width);
    }

    @Test
    void thereIsNoVideoBeforeTheTaskHasSucceeded() throws IOException {
        String unfinished = client.createdId("vapi");

        assertThat(client.get("/cdn/" + unfinished + "/a.mp4").statusCode()).isEqualTo(404);
        assertThat(client.get("/cdn/" + unfinished + "/poster.jpg").statusCode()).isEqualTo(404);
    }

    @Test
    void truncatedAnnouncesMoreThanItSends() {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_TRUNCATED);

        assertThatThrownBy(() -> client.get(url)).hasStackTraceContaining("50000");
    }

    @Test
    void cutSendsAPartDrawnAtRandom() {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_CUT, 2);

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.get(url)).isInstanceOf(IOException.class);
    }

    @Test
    void changedVideoStaysChanged() throws IOException {
        String etag = client.get(url).headers().firstValue("ETag").orElseThrow();
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_CHANGED);

        HttpResponse<byte[]> changed = client.get(url);

        assertThat(changed.body()).hasSize(SIZE).isNotEqualTo(expected(0, SIZE - 1)).isEqualTo(client.get(url).body());
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
    }

    @Test
    void shiftedPartSaysThatItIs() throws IOException {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_SHIFTED);

        HttpResponse<byte[]> response = client.send(client.request(url).header("Range", "bytes=70-"));

        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes 71-" + (SIZE - 1) + "/" + SIZE);
        assertThat(response.body()).isEqualTo(expected(71, SIZE - 1));
    }

    @Test
    void damagedVideoIsToldByItsDigest() throws Exception {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_DAMAGED);

        HttpResponse<byte[]> response = client.get(url);

        byte[] sum = MessageDigest.getInstance("SHA-256").digest(expected(0, SIZE - 1));
        assertThat(response.headers().firstValue("Repr-Digest"))
                .hasValue("sha-256=:" + Base64.getEncoder().encodeToString(sum) + ":");
        assertThat(response.body()).hasSize(SIZE).isNotEqualTo(expected(0, SIZE - 1));
    }

    @Test
    void expiredLinkIsFreshAgainWhenTheGatewayIsAsked() throws IOException {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_EXPIRED_UNTIL_ASKED);

        assertThat(client.get(url).statusCode()).isEqualTo(403);
        assertThat(client.get(url).statusCode()).isEqualTo(403);
        client.feed("vapi", id);
        assertThat(client.get(url).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "VIDEO_EXPIRED, 403", "VIDEO_HTML, 200", "TOO_MANY_REQUESTS, 429", "SERVER_ERROR, 500",
        "TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 429"
    })
    void aFaultIsAnsweredInsteadOfTheVideo(Fault fault, int status) throws IOException {
        simulator.faults().next(Operation.VIDEO, fault);

        HttpResponse<byte[]> response = client.get(url);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).isNotEqualTo("video/mp4");
        RecordedRequest last = simulator.requests().get(simulator.requests().size() - 1);
        assertThat(last.fault()).isEqualTo(fault);
        assertThat(last.taskId()).isEqualTo(id);
    }

    @Test
    void slowVideoTrickles() throws IOException {
        simulator.faults().next(Operation.VIDEO, Fault.SLOW);

        assertThat(client.nanosForThreeBytes(url)).isGreaterThan(200_000_000L);
    }

    @Test
    void closedVideoHasNoAnswer() {
        simulator.faults().next(Operation.VIDEO, Fault.CLOSED, 10);

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(IOException.class);
    }

    @Test
    void redirectLeadsWhereItIsTold() throws IOException {
        simulator.faults()
                .redirectTarget(URI.create("http://127.0.0.1:9/secret"))
                .next(Operation.VIDEO, Fault.VIDEO_REDIRECT_ELSEWHERE);

        HttpResponse<byte[]> response = client.get(url);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).hasValue("http://127.0.0.1:9/secret");
    }

    private static byte[] expected(int first, int last) {
        byte[] bytes = new byte[last - first + 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Video.byteAt(first + i);
        }
        return bytes;
    }
}
