package io.github.camelpika.download;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

    private static final String LATE = "it took longer than downloadTimeout=300s";

    @TempDir
    Path directory;
    private final Semaphore pieces = new Semaphore(0);
    private final CountDownLatch asked = new CountDownLatch(1);
    private FileServer server;
    private DownloadRig rig;
    private Part part;
    private CompletableFuture<Part> done;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        rig = new DownloadRig(server.uri(), false, directory, task -> new Thread(task).start());
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @Test
    void serverThatNeverAnswersIsAskedAgain() throws Exception {
        server.on("/v.mp4", exchange -> {
            if (server.asked.size() == 1) {
                hang();
            }
            new ServedFile(Mp4s.of(1_000)).answer(exchange);
        });
        start("/v.mp4");
        asked.await();

        seconds(29);
        assertThat(rig.timer.alarms()).isOne();
        seconds(1);
        pauseOver();

        assertThat(done.get(10, TimeUnit.SECONDS).size()).isEqualTo(1_000);
        part.discard();
    }

    @Test
    void serverThatNeverShakesHandsIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0);
             DownloadRig any = new DownloadRig(server.uri(), true, directory, task -> new Thread(task).start())) {
            start(any, "https://127.0.0.1:" + mute.getLocalPort());
            mute.accept();

            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                // another try may have been planned in the moment that time went by
                any.timer.advance(Duration.ofSeconds(300));
                return done.isDone();
            });
            assertFails(LATE);
        }
    }

    @Test
    void fileThatStopsComingIsTakenUpWhereItStopped() throws Exception {
        byte[] content = Mp4s.of(1_000);
        ServedFile rest = new ServedFile(content, "ETag", "\"v1\"");
        server.on("/v.mp4", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                rest.answer(exchange);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.sendResponseHeaders(200, 1_000);
            pieces(exchange.getResponseBody(), content);
        });
        start("/v.mp4");

        piece(1);
        seconds(29);
        piece(2);
        // time stands still for the disk, too
        await().pollInterval(Duration.ofMillis(1)).until(() -> PartNote.read(part.path()) != null);
        seconds(29);
        assertThat(server.asked).hasSize(1);
        seconds(1);
        pauseOver();

        assertThat(done.get(10, TimeUnit.SECONDS).size()).isEqualTo(1_000);
        assertThat(server.asked.get(1).headers().getFirst("Range")).isEqualTo("bytes=1-");
        assertThat(rig.target().finish(part)).hasBinaryContent(content);
    }

    @Test
    void fileThatTricklesOnIsGivenUpInTheEnd() throws Exception {
        server.on("/v.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            pieces(exchange.getResponseBody(), Mp4s.of(100));
        });
        start("/v.mp4");

        for (int i = 1; i <= 14; i++) {
            piece(i);
            seconds(20);
        }
        piece(15);
        seconds(19);
        assertThat(done).isNotDone();
        seconds(1);

        assertFails(LATE);
    }

    @Test
    void stopBreaksOffWhatIsUnderWay() throws Exception {
        server.on("/v.mp4", exchange -> hang());
        start("/v.mp4");
        asked.await();

        rig.downloads.stop();

        assertFails("it was cancelled, because its route or the context is stopping");
    }

    /** What came is noted each second, but the notes are not to take more time than the download. */
    @Test
    void slowDiskIsForcedLessOften() throws Exception {
        AtomicInteger notes = new AtomicInteger();
        byte[] content = Mp4s.of(100);
        server.on("/v.mp4", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            pieces(exchange.getResponseBody(), content);
        });
        part = Part.create(new SlowStore(directory, () -> {
            notes.incrementAndGet();
            seconds(2);
        }));
        done = rig.start(server.url("/v.mp4"), part).done();

        for (int i = 1; i <= 60; i++) {
            piece(i);
            seconds(1);
        }
        assertThat(notes.get()).isBetween(1, 3);
        pieces.release(40);
        assertThat(done.get(10, TimeUnit.SECONDS).size()).isEqualTo(100);
        part.discard();
    }

    /** Notes nothing, but that takes a while. */
    private record SlowStore(Path folder, Runnable disk) implements PartStore {

        @Override
        public PartFile create() throws IOException {
            return PartFile.open(Files.createTempFile(folder, "slow", PartFolder.ENDING));
        }

        @Override
        public void remember(Path file, Representation representation, long size) {
            disk.run();
        }

        @Override
        public boolean forget(Path file) {
            return false;
        }

        @Override
        public boolean outlivesTheProcess() {
            return true;
        }

        @Override
        public void tidy() {
            // the folder is the test's
        }
    }

    private void hang() throws InterruptedException {
        asked.countDown();
        new CountDownLatch(1).await();
    }

    private void pieces(OutputStream out, byte[] content) throws Exception {
        for (byte each : content) {
            pieces.acquire();
            out.write(each);
            out.flush();
        }
    }

    /** Lets the server send one byte more, and waits until it is in the file. */
    private void piece(long number) {
        pieces.release();
        await().pollInterval(Duration.ofMillis(1)).until(() -> Files.size(part.path()) == number);
    }

    /** The try that was broken off ends on its own thread, and then it sets an alarm for the next one. */
    private void pauseOver() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> rig.timer.alarms() == 1);
        rig.timer.advance(DownloadRig.PAUSE);
    }

    private void seconds(int seconds) {
        rig.timer.advance(Duration.ofSeconds(seconds));
    }

    private void start(String path) throws IOException {
        start(rig, server.url(path));
    }

    private void start(DownloadRig by, String url) throws IOException {
        part = by.open();
        done = by.start(url, part).done();
    }

    private void assertFails(String words) throws IOException {
        assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS)).cause()
                .isInstanceOf(DownloadFailedException.class).hasMessageStartingWith(words);
        part.discard();
    }
}
