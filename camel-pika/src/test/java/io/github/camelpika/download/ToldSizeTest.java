package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;

import io.github.camelpika.download.media.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A gateway may tell how many bytes a video has. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToldSizeTest {

    @TempDir
    Path directory;
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        rig = new DownloadRig(server.uri(), false, directory);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.files()).isSubsetOf("video.mp4");
        rig.close();
        server.close();
    }

    @Test
    void fileOfAnotherLengthIsNotWholeWhateverTheServerSays() {
        rig.size = 2_000L;
        server.file("/v", Mp4s.of(1_000));

        assertThatThrownBy(() -> rig.fetch(server.url("/v"))).isInstanceOf(DownloadFailedException.class)
                .hasMessage("the file is not a complete video: it has 1000 bytes, and the gateway says 2000");
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void fileThatIsPublishedBitByBitIsTakenWhenAllOfItIsThere() throws IOException {
        byte[] whole = Mp4s.of(2_000);
        rig.size = 2_000L;
        ServedFile file = new ServedFile(Mp4s.of(1_000));
        server.on("/v", exchange -> {
            file.answer(exchange);
            file.content = whole;
        });

        assertThat(rig.fetch(server.url("/v"))).hasBinaryContent(whole);
    }

    /** Its format doesn't show its end, and its source died behind a proxy. */
    @Test
    void restOfWhatEndedTooSoonIsAskedFor() throws IOException {
        byte[] whole = Samples.endless(20_000, 1).get("ts");
        rig.size = (long) whole.length;
        ServedFile file = new ServedFile(whole);
        server.on("/v", exchange -> {
            if (server.asked.size() == 1) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(whole, 0, 188 * 50);
            } else {
                file.answer(exchange);
            }
        });

        assertThat(rig.fetch(server.url("/v"))).hasBinaryContent(whole);
        assertThat(server.asked.get(1).headers()).containsKey("Range");
    }
}
