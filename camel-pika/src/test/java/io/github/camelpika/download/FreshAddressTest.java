package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(rig.place().finish(part)).hasBinaryContent(CONTENT);
    }

    @Test
    void bytesThatCameFromTheOldAddressAreKept() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(400);
        file.afterACut = () -> file.statuses.add(403);
        server.on("/old", file);
        server.on("/fresh1", new ServedFile(CONTENT, "ETag", "\"v1\""));

        assertThat(rig.fetch(server.url("/old"))).hasBinaryContent(CONTENT);
        assertThat(server.asked.get(2).path()).isEqualTo("/fresh1");
        assertThat(server.asked.get(2).headers().getFirst("Range")).isEqualTo("bytes=400-");
    }

    /** A CDN may need a moment until it has what the gateway says that it has. */
    @Test
    void gatewayIsAskedOnceInEachTryAndNotForEver() {
        for (String path : new String[] { "/old", "/fresh1", "/fresh2", "/fresh3" }) {
            server.status(path, 404);
        }

        assertThatThrownBy(() -> rig.fetch(server.url("/old"))).hasMessage("HTTP 404, also from fresh addresses");
        assertThat(asked).hasValue(3);
        assertThat(server.asked).extracting(FileServer.Asked::path)
                .containsExactly("/old", "/fresh1", "/fresh1", "/fresh2", "/fresh2", "/fresh3");
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
}
