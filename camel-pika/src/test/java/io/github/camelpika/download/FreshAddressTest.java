package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelpika.download.DownloadRig.LATE;
import static io.github.camelpika.download.DownloadRig.PAUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An address that has expired is no reason to give up, nor to begin again. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FreshAddressTest {

    private static final byte[] CONTENT = Mp4s.of(1_000);

    @TempDir
    Path directory;
    private final AtomicInteger asked = new AtomicInteger();
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        rig = new DownloadRig(server.uri(), false, directory);
        rig.fresh = () -> CompletableFuture.completedFuture(server.url("/fresh" + asked.incrementAndGet()));
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.files()).isSubsetOf("video.mp4");
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void freshAddressIsTakenAtOnce(int status) throws IOException {
        server.status("/old", status);
        server.on("/fresh1", new ServedFile(CONTENT));
        Part part = rig.open();

        assertThat(rig.start(server.url("/old"), part).done()).isCompleted();
        assertThat(rig.target().finish(part)).hasBinaryContent(CONTENT);
    }

    @Test
    void bytesThatCameFromTheOldAddressAreKept() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(400);
        file.afterACut = () -> file.statuses.add(403);
        server.on("/old", file);
        server.on("/fresh1", new ServedFile(CONTENT, "ETag", "\"v1\""));

        assertThat(rig.fetch(server.url("/old"))).hasBinaryContent(CONTENT);
        assertThat(server.asked.get(2).path()).isEqualTo("/fresh1");
        assertThat(server.asked.get(2).headers().getFirst("Range")).isEqualTo("bytes=200-");
    }

    /** The gateway is asked once in each try: at once, and after each of the rig's pauses of 10 s. */
    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void fileThatIsLateIsWaitedForUntilItsTimeIsOver(int status) {
        server.status("/", status);

        assertThatThrownBy(() -> rig.fetch(server.url("/old")))
                .hasMessage("HTTP " + status + ", also from fresh addresses, and fileTimeout is over");
        assertThat(asked).hasValue((int) (LATE.toSeconds() / PAUSE.toSeconds()) + 1);
    }

    @Test
    void fileThatIsLongOverdueIsAskedForThreeTimes() {
        rig.late = Duration.ZERO;
        server.status("/", 404);

        assertThatThrownBy(() -> rig.fetch(server.url("/old"))).hasMessage("HTTP 404, also from fresh addresses, and fileTimeout is over");
        assertThat(asked).hasValue(3);
        assertThat(server.asked).extracting(FileServer.Asked::path)
                .containsExactly("/old", "/fresh1", "/fresh1", "/fresh2", "/fresh2", "/fresh3");
    }

    @ParameterizedTest
    @ValueSource(strings = { "404", "403", "202", "204", "empty", "empty chunks" })
    void fileThatComesSomeTriesAfterItsAddressIsTaken(String before) throws IOException {
        ServedFile file = new ServedFile(CONTENT);
        server.on("/", exchange -> {
            if (server.asked.size() > 5) {
                file.answer(exchange);
            } else if (before.startsWith("empty")) {
                exchange.sendResponseHeaders(200, before.equals("empty") ? -1 : 0);
            } else {
                exchange.sendResponseHeaders(Integer.parseInt(before), -1);
            }
        });

        assertThat(rig.fetch(server.url("/old"))).hasBinaryContent(CONTENT);
        assertThat(server.asked).last().extracting(FileServer.Asked::path).isEqualTo("/fresh3");
    }

    @Test
    void pauseThatAServerAsksForIsMade() throws IOException {
        ServedFile file = new ServedFile(CONTENT);
        server.on("/", exchange -> {
            if (server.asked.size() > 2) {
                file.answer(exchange);
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", "60");
            exchange.sendResponseHeaders(202, -1);
        });
        Part part = rig.open();
        CompletableFuture<Part> done = rig.start(server.url("/old"), part).done();

        rig.timer.advance(Duration.ofSeconds(59));
        assertThat(done).isNotDone();
        rig.timer.advance(Duration.ofSeconds(1));
        assertThat(done).isCompleted();
        part.discard();
    }

    @Test
    void fileThatIsNotThereYetIsWaitedForAlsoWithoutFreshAddresses() throws IOException {
        rig.fresh = null;
        ServedFile file = new ServedFile(CONTENT);
        file.statuses.addAll(List.of(202, 202, 204));
        server.on("/old", file);

        assertThat(rig.fetch(server.url("/old"))).hasBinaryContent(CONTENT);
    }

    @Test
    void whyThereIsNoFreshAddressIsTold() {
        rig.fresh = () -> CompletableFuture.failedFuture(new IllegalStateException("the task is gone"));
        server.status("/old", 410);

        assertThatThrownBy(() -> rig.fetch(server.url("/old")))
                .hasMessage("HTTP 410, and there is no fresh address: the task is gone");
    }

    @Test
    void freshAddressIsVettedToo() {
        rig.fresh = () -> CompletableFuture.completedFuture("http://cdn.example/v.mp4");
        server.status("/old", 403);

        assertThatThrownBy(() -> rig.fetch(server.url("/old"))).hasMessageContaining("plain http");
    }

    /** A gateway that is down may be asked for as long as downloadTimeout. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void stopEndsTheWaitForAnAddressAtOnce(boolean ofAll) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        rig.fresh = () -> answer;
        server.status("/old", 403);
        server.on("/late", new ServedFile(CONTENT));
        Part part = rig.open();
        Download download = rig.start(server.url("/old"), part);

        if (ofAll) {
            rig.downloads.stopTryingAgain();
        } else {
            download.stop();
        }

        assertThat(download.done()).isCompletedExceptionally();
        assertThatThrownBy(download.done()::join).hasCauseInstanceOf(DownloadStoppedException.class);
        answer.complete(server.url("/late"));
        assertThat(server.asked).hasSize(1);
        part.discard();
    }
}
