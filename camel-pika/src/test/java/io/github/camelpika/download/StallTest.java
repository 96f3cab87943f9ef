package io.github.camelpika.download;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The rig's limits: 30 s without a byte, 300 s in all. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StallTest {

    private static final String STALLED = "no byte came for stallTimeout=30s";

    @TempDir
    Path directory;
    private final Semaphore pieces = new Semaphore(0);
    private final CountDownLatch asked = new CountDownLatch(1);
    private Path file;
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        file = Files.createFile(directory.resolve("file"));
        server = new FileServer();
        rig = new DownloadRig(server.uri(), false);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() throws Exception {
        server.on("/v.mp4", exchange -> hang());
        CompletableFuture<Downloaded> download = fetch(server.url("/v.mp4"));
        asked.await();

        seconds(29);
        assertThat(download).isNotDone();
        seconds(1);

        assertFails(download, STALLED);
    }

    @Test
    void serverThatNeverShakesHandsIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0); DownloadRig any = new DownloadRig(server.uri(), true)) {
            CompletableFuture<Downloaded> download
                    = CompletableFuture.supplyAsync(() -> fetch(any, "https://localhost:" + mute.getLocalPort()));
            mute.accept();

            any.timer.advance(Duration.ofSeconds(30));

            assertFails(download, STALLED);
        }
    }

    @Test
    void fileThatStopsComingIsGivenUp() throws Exception {
        server.on("/v.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            pieces(exchange.getResponseBody());
        });
        CompletableFuture<Downloaded> download = fetch(server.url("/v.mp4"));

        piece(1);
        seconds(29);
        piece(2);
        seconds(29);
        assertThat(download).isNotDone();
        seconds(1);

        assertFails(download, STALLED);
    }

    @Test
    void fileThatTricklesOnIsGivenUpInTheEnd() throws Exception {
        server.on("/v.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            pieces(exchange.getResponseBody());
        });
        CompletableFuture<Downloaded> download = fetch(server.url("/v.mp4"));

        for (int i = 1; i <= 14; i++) {
            piece(i);
            seconds(20);
        }
        piece(15);
        seconds(19);
        assertThat(download).isNotDone();
        seconds(1);

        assertFails(download, "it took longer than downloadTimeout=300s");
    }

    @Test
    void everyRedirectIsGivenTheStallTimeButAllTogetherTheTotal() throws Exception {
        server.on("/round", exchange -> {
            exchange.getResponseHeaders().set("Location", "/hang");
            exchange.sendResponseHeaders(302, -1);
        });
        server.on("/hang", exchange -> hang());
        CompletableFuture<Downloaded> download = fetch(server.url("/round"));
        asked.await();

        seconds(30);

        assertFails(download, STALLED);
    }

    private void hang() throws InterruptedException {
        asked.countDown();
        new CountDownLatch(1).await();
    }

    private void pieces(OutputStream out) throws Exception {
        while (true) {
            pieces.acquire();
            out.write('x');
            out.flush();
        }
    }

    /** Lets the server send one byte more, and waits until it is in the file. */
    private void piece(long number) {
        pieces.release();
        await().pollInterval(Duration.ofMillis(1)).until(() -> Files.size(file) == number);
    }

    private void seconds(int seconds) {
        rig.timer.advance(Duration.ofSeconds(seconds));
    }

    private CompletableFuture<Downloaded> fetch(String url) {
        return CompletableFuture.supplyAsync(() -> fetch(rig, url));
    }

    private Downloaded fetch(DownloadRig by, String url) {
        try {
            return by.fetch(url, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFails(CompletableFuture<Downloaded> download, String words) {
        assertThatThrownBy(() -> download.get(10, TimeUnit.SECONDS)).rootCause()
                .isInstanceOf(DownloadFailedException.class).hasMessage(words);
    }
}
