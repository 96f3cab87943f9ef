package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What stands behind other downloads takes nothing, and loses no time. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueuedDownloadTest {

    @TempDir
    Path directory;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer().file("/v.mp4", Mp4s.of(1_000));
        rig = new DownloadRig(server.uri(), false, directory, queue::add);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @Test
    void timeCountsFromTheFirstTry() throws IOException {
        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), rig::open).done();

        rig.timer.advance(Duration.ofHours(3));
        queue.remove().run();

        assertThat(done).isCompleted();
        rig.target().finish(done.join());
    }

    @Test
    void noFileIsOpenBeforeTheFirstTry() throws IOException {
        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), rig::open).done();

        assertThat(rig.files()).isEmpty();
        queue.remove().run();
        assertThat(done.join().path()).exists();
        done.join().discard();
    }

    @Test
    void nothingIsFetchedIfThereIsNothingToFetchWhenItsTurnComes() {
        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), () -> null).done();
        queue.remove().run();

        assertThat(done).isCompletedWithValue(null);
        assertThat(server.asked).isEmpty();
        assertThat(rig.told).isEmpty();
    }

    @Test
    void stopEndsTheWaitAtOnce() throws IOException {
        Download one = rig.start(server.url("/v.mp4"), rig::open);
        Download other = rig.start(server.url("/v.mp4"), rig::open);

        one.stop();
        rig.downloads.stopTryingAgain();

        for (Download each : new Download[] { one, other }) {
            assertThatThrownBy(each.done()::join).hasCauseInstanceOf(DownloadStoppedException.class);
            queue.remove().run();
        }
        assertThat(server.asked).isEmpty();
        assertThat(rig.files()).isEmpty();
    }

    @Test
    void partThatCannotBeOpenedIsTold() {
        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), () -> {
            throw new DownloadFailedException("no room");
        }).done();
        queue.remove().run();

        assertThatThrownBy(done::join).hasRootCauseMessage("no room");
    }
}
