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
class DownloaderTest {

    private static final URI GATEWAY = URI.create("https://gateway.example");

    @TempDir
    Path directory;
    private Path file;
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        file = Files.createFile(directory.resolve("file"));
        server = new FileServer();
        rig = new DownloadRig(GATEWAY, true);
    }

    @AfterEach
    void stop() throws IOException {
        // who forgets to take back an alarm leaks one for each download
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 65_535, 65_536, 65_537, (int) MOST })
    void wholeFileComesWithItsSizeAndType(int size) throws IOException {
        byte[] content = random(size);
        server.file("/a.mp4", content, "Content-Type", "video/mp4");

        assertThat(fetch("/a.mp4")).isEqualTo(new Downloaded(size, "video/mp4"));
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void fileWithoutTypeAndLengthIsTaken() throws IOException {
        byte[] content = random(70_000);
        server.on("/a.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        });

        assertThat(fetch("/a.mp4")).isEqualTo(new Downloaded(70_000, null));
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void bytesAreAskedForAsTheyAreOnTheDisk() throws IOException {
        server.file("/a.mp4", random(9));
        fetch("/a.mp4");

        assertThat(server.asked.get(0).headers().get("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void encodedFileIsRefusedInsteadOfSavedAsAVideo() {
        server.file("/a.mp4", random(9), "Content-Encoding", "gzip");

        assertFails("/a.mp4", "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a//b.mp4", "/a/%2e%2e/b%2Fc.mp4?X-Sig=a%2Bb+c%3D&e=&x", "/a/./b.mp4", "/%F0%9F%90%88.mp4?a=//b" })
    void signedAddressIsNotTouched(String path) throws IOException {
        server.file("/", random(9));
        fetch(path);

        assertThat(server.asked.get(0).path()).isEqualTo(path);
    }

    @Test
    void schemeInCapitalsIsOneToo() throws IOException {
        server.file("/a.mp4", random(9));

        assertThat(rig.fetch(server.url("/a.mp4").replace("http:", "HTTP:"), file).size()).isEqualTo(9);
    }

    @Test
    void truncatedFileIsAnError() {
        server.on("/a.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(random(500));
            exchange.getResponseBody().flush();
        });

        assertFails("/a.mp4", "1000; received: 500");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n123",
            "Content-Length: 5\r\n\r\n1234", "Content-Length: 5\r\n\r\n", "Content-Le", "Content-Length: 5\r\nno header\r\n\r\n12345" })
    void answerThatBreaksOffIsAnError(String rest) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(socket, "HTTP/1.1 200 OK\r\n" + rest));

            assertThatThrownBy(() -> rig.fetch("http://127.0.0.1:" + socket.getLocalPort() + "/a.mp4", file))
                    .isInstanceOf(DownloadFailedException.class);
            answered.get();
        }
    }

    private static void answer(ServerSocket socket, String text) {
        try (Socket connection = socket.accept()) {
            BufferedReader request = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            while (!request.readLine().isEmpty()) {
                // only its end matters
            }
            connection.getOutputStream().write(text.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void addressThatMayHaveExpiredIsToldWithTheWayOut(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status + ", the address may have expired: ask for a fresh one with pika:feed");
    }

    @ParameterizedTest
    @ValueSource(ints = { 204, 206, 304, 400, 416, 429, 500, 503 })
    void anyOtherStatusIsNoFile(int status) {
        server.status("/a.mp4", status);

        assertFails("/a.mp4", "HTTP " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "TEXT/HTML; charset=utf-8", "text/plain", "application/json", "application/xml",
            "application/xhtml+xml", "Application/Problem+JSON" })
    void pageWithStatus200IsNoFile(String type) {
        server.file("/a.mp4", random(100), "Content-Type", type);

        assertFails("/a.mp4", "the answer is no file but " + type);
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
        assertThat(file).hasSize(0);
    }

    @Test
    void fileThatTurnsOutTooLargeIsBrokenOff() throws IOException {
        server.endless("/a.mp4", 200, Map.of());

        assertFails("/a.mp4", "larger than maxDownloadSize=100000");
        assertThat(Files.size(file)).isLessThanOrEqualTo(MOST);
    }

    @Test
    void fileIsNotReadToItsEndWhenTheDiskIsFull() throws IOException {
        server.endless("/a.mp4", 200, Map.of());
        Files.delete(file);

        assertFails("/a.mp4", "NoSuchFile");
    }

    @Test
    void pageWithoutAnEndIsNotReadToItsEnd() {
        server.endless("/a.mp4", 200, Map.of("Content-Type", "text/html"));
        server.endless("/b.mp4", 500, Map.of());

        assertFails("/a.mp4", "no file");
        assertFails("/b.mp4", "HTTP 500");
    }

    @Test
    void serverThatIsNotThereIsTold() {
        server.close();

        assertFails("/a.mp4", "refused");
    }

    private Downloaded fetch(String path) throws IOException {
        return rig.fetch(server.url(path), file);
    }

    private void assertFails(String path, String words) {
        assertThatThrownBy(() -> fetch(path)).isInstanceOf(DownloadFailedException.class).hasMessageContaining(words);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
