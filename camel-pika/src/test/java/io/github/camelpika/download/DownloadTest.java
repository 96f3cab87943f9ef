package io.github.camelpika.download;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpika.download.media.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelpika.download.DownloadRig.MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadTest {

    private static final URI GATEWAY = URI.create("https://gateway.example");

    @TempDir
    Path directory;
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        rig = new DownloadRig(GATEWAY, true, directory);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.files()).isSubsetOf("video.mp4");
        // who forgets to take back an alarm leaks one for each download
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { Mp4s.SMALLEST, 65_535, 65_536, 65_537, (int) MOST })
    void wholeFileComesWithItsSizeAndType(int size) throws IOException {
        byte[] content = Mp4s.of(size);
        server.file("/a.mp4", content, "Content-Type", "video/mp4");

        assertThat(fetch("/a.mp4")).hasBinaryContent(content);
    }

    @Test
    void fileWithoutTypeAndLengthIsTaken() throws IOException {
        byte[] content = Mp4s.of(70_000);
        server.on("/a.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        });

        assertThat(fetch("/a.mp4")).hasBinaryContent(content);
    }

    @Test
    void bytesAreAskedForAsTheyAreOnTheDisk() throws IOException {
        server.file("/a.mp4", Mp4s.of(100));
        fetch("/a.mp4");

        assertThat(server.asked.get(0).headers().get("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void encodedFileIsRefusedInsteadOfSavedAsAVideo() {
        server.file("/a.mp4", Mp4s.of(100), "Content-Encoding", "gzip");

        assertFails("/a.mp4", "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a//b.mp4", "/a/%2e%2e/b%2Fc.mp4?X-Sig=a%2Bb+c%3D&e=&x", "/a/./b.mp4", "/%F0%9F%90%88.mp4?a=//b" })
    void signedAddressIsNotTouched(String path) throws IOException {
        server.file("/", Mp4s.of(100));
        fetch(path);

        assertThat(server.asked.get(0).path()).isEqualTo(path);
    }

    @Test
    void schemeInCapitalsIsOneToo() throws IOException {
        server.file("/a.mp4", Mp4s.of(100));

        assertThat(rig.fetch(server.url("/a.mp4").replace("http:", "HTTP:"))).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void addressThatMayHaveExpiredIsToldWithTheWayOut(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status + ", the address may have expired: ask for a fresh one with pika:feed");
    }

    @ParameterizedTest
    @ValueSource(ints = { 206, 304, 400, 416 })
    void anyOtherStatusIsNoFile(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status);
    }

    /** Many servers call a file that they don't know a text. */
    @ParameterizedTest
    @ValueSource(strings = { "video/mp4", "application/octet-stream; charset=utf-8", "application/mp4;"
            + " codecs=\"avc1\"", "text/plain",
            "binary/octet-stream", "image/png", "nonsense" })
    void whatTheBytesAreCountsAndNotWhatTheServerCallsThem(String type) throws IOException {
        server.file("/a.mp4", Mp4s.of(100), "Content-Type", type);

        assertThat(fetch("/a.mp4")).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({ "video/mp4, <html>502 Bad Gateway, a web page", "video/webm, '{\"error\":1}', JSON",
            "application/octet-stream, Not found, text", "application/vnd.apple.mpegurl, #EXTM3U, an HLS playlist" })
    void textIsNoVideoWhateverItsTypeAndIsAskedForOnce(String type, String text, String what) {
        server.file("/a.mp4", text.getBytes(StandardCharsets.US_ASCII), "Content-Type", type);

        assertFails("/a.mp4", "the answer is not the video but " + what);
        assertFails("/a.mp4", " (the server calls it " + type + ")");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void pictureIsNoVideoAndAVideoNoPicture() {
        server.file("/a", Samples.all(10_000, 1).get("jpeg"), "Content-Type", "video/mp4");
        server.file("/b", Mp4s.of(100), "Content-Type", "image/jpeg");

        assertFails("/a", "the answer is not the video but image/jpeg");
        rig.kind = MediaKind.IMAGE;
        assertFails("/b", "the answer is not the image but video/mp4");
        assertThat(server.asked).hasSize(2);
    }

    static Stream<String> formats() {
        return Samples.all(1_000, 1).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormatComesWholeAndNoHalfOfItDoes(String format) throws IOException {
        byte[] whole = Samples.all(20_000, 1).get(format);
        boolean isVideo = !Set.of("png", "jpeg", "webp", "avif").contains(format);
        rig.kind = isVideo ? MediaKind.VIDEO : MediaKind.IMAGE;
        server.on("/whole", exchange -> chunked(exchange, whole, whole.length));
        server.on("/half", exchange -> chunked(exchange, whole, whole.length / 2));

        assertThat(rig.fetch(server.url("/whole"))).hasBinaryContent(whole);
        assertFails("/half", "the file is not a complete " + rig.kind + ": ");
    }

    /** As a proxy ends an answer whose source has died. */
    private static void chunked(HttpExchange exchange, byte[] content, int size) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(content, 0, size);
    }

    @Test
    void restOfAnAnswerThatEndedTooSoonInGoodOrderIsAskedFor() throws IOException {
        byte[] content = Mp4s.of(90_000);
        ServedFile file = new ServedFile(content, "ETag", "\"v1\"");
        server.on("/a.mp4", exchange -> {
            if (server.asked.size() == 1) {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                chunked(exchange, content, 60_000);
            } else {
                file.answer(exchange);
            }
        });

        assertThat(fetch("/a.mp4")).hasBinaryContent(content);
        assertThat(server.asked.get(1).headers().getFirst("Range")).isEqualTo("bytes=30000-");
    }

    @Test
    void emptyFileIsAnErrorWhenItsTimeIsOver() {
        server.file("/length.mp4", new byte[0], "Content-Type", "video/mp4");
        server.on("/chunked.mp4", exchange -> exchange.sendResponseHeaders(200, 0));

        assertFails("/length.mp4", "the file is empty, and fileTimeout is over");
        assertFails("/chunked.mp4", "the file is empty, and fileTimeout is over");
    }

    @Test
    void fileThatSaysItIsTooLargeIsNotEvenBegun() {
        server.on("/a.mp4", exchange -> {
            exchange.sendResponseHeaders(200, MOST + 1);
            exchange.getResponseBody().flush();
        });

        assertFails("/a.mp4", "larger than maxDownloadSize=100000");
    }

    @Test
    void fileThatTurnsOutTooLargeIsBrokenOff() throws IOException {
        server.endless("/a.mp4", 200, Mp4s.of((int) MOST + 1), Map.of());

        assertFails("/a.mp4", "larger than maxDownloadSize=100000");
    }

    @Test
    void pageWithoutAnEndIsNotReadToItsEnd() {
        server.endless("/a.mp4", 200, "<html>".getBytes(StandardCharsets.US_ASCII), Map.of());
        server.endless("/b.mp4", 400, new byte[0], Map.of());

        assertFails("/a.mp4", "not the video");
        assertFails("/b.mp4", "HTTP 400");
    }

    @Test
    void serverThatIsNotThereIsTold() {
        server.close();

        assertFails("/a.mp4", "it took longer than downloadTimeout=300s, and the last error was: HttpHostConnectException: ");
    }

    private Path fetch(String path) throws IOException {
        return rig.fetch(server.url(path));
    }

    private void assertFails(String path, String words) {
        assertThatThrownBy(() -> fetch(path)).isInstanceOf(DownloadFailedException.class).hasMessageContaining(words);
    }
}
