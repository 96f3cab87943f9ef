package io.github.camelpika.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        server.file("/a.mp4", Mp4s.of(50));
        fetch("/a.mp4");

        assertThat(server.asked.get(0).headers().get("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void encodedFileIsRefusedInsteadOfSavedAsAVideo() {
        server.file("/a.mp4", Mp4s.of(50), "Content-Encoding", "gzip");

        assertFails("/a.mp4", "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a//b.mp4", "/a/%2e%2e/b%2Fc.mp4?X-Sig=a%2Bb+c%3D&e=&x", "/a/./b.mp4", "/%F0%9F%90%88.mp4?a=//b" })
    void signedAddressIsNotTouched(String path) throws IOException {
        server.file("/", Mp4s.of(50));
        fetch(path);

        assertThat(server.asked.get(0).path()).isEqualTo(path);
    }

    @Test
    void schemeInCapitalsIsOneToo() throws IOException {
        server.file("/a.mp4", Mp4s.of(50));

        assertThat(rig.fetch(server.url("/a.mp4").replace("http:", "HTTP:"))).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void addressThatMayHaveExpiredIsToldWithTheWayOut(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status + ", the address may have expired: ask for a fresh one with pika:feed");
    }

    @ParameterizedTest
    @ValueSource(ints = { 204, 206, 304, 400, 416 })
    void anyOtherStatusIsNoFile(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "TEXT/HTML; charset=utf-8", "text/plain", "application/json", "application/xml",
            "application/xhtml+xml", "Application/Problem+JSON", "image/png", "audio/mp4", "application/pdf" })
    void pageWithStatus200IsNoFile(String type) {
        server.file("/a.mp4", Mp4s.of(100), "Content-Type", type);

        assertFails("/a.mp4", "the answer is no video but " + type);
    }

    @Test
    void emptyFileIsAnError() {
        server.file("/length.mp4", new byte[0], "Content-Type", "video/mp4");
        server.on("/chunked.mp4", exchange -> exchange.sendResponseHeaders(200, 0));

        assertFails("/length.mp4", "empty");
        assertFails("/chunked.mp4", "empty");
    }

    @Test
    void fileThatSaysItIsTooLargeIsNotEvenBegun() {
        server.on("/a.mp4", exchange -> exchange.sendResponseHeaders(200, MOST + 1));

        assertFails("/a.mp4", "larger than maxDownloadSize=100000");
    }

    @Test
    void fileThatTurnsOutTooLargeIsBrokenOff() throws IOException {
        server.endless("/a.mp4", 200, Map.of());

        assertFails("/a.mp4", "larger than maxDownloadSize=100000");
    }

    @Test
    void pageWithoutAnEndIsNotReadToItsEnd() {
        server.endless("/a.mp4", 200, Map.of("Content-Type", "text/html"));
        server.endless("/b.mp4", 400, Map.of());

        assertFails("/a.mp4", "no video");
        assertFails("/b.mp4", "HTTP 400");
    }

    @Test
    void serverThatIsNotThereIsTold() {
        server.close();

        assertFails("/a.mp4", "it took longer than downloadTimeout=300s, and last: HttpHostConnectException: ");
    }

    private Path fetch(String path) throws IOException {
        return rig.fetch(server.url(path));
    }

    private void assertFails(String path, String words) {
        assertThatThrownBy(() -> fetch(path)).isInstanceOf(DownloadFailedException.class).hasMessageContaining(words);
    }
}
