package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;

import io.github.camelpika.download.media.Samples;
import io.github.camelpika.rig.PrintedOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where neither a file nor its server shows its end, it is taken, and that is said once. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UntoldEndTest {

    private static final String WARNING = "The end of a file of type %s can't be checked";

    @TempDir
    Path directory;

    @Test
    void formatIsWarnedOfOnce() throws IOException {
        assertThat(warnings(null, "ts", "ts")).containsOnlyOnce(WARNING.formatted("video/mp2t"));
    }

    @Test
    void eachFormatIsWarnedOf() throws IOException {
        assertThat(warnings(null, "live webm", "flv")).contains(WARNING.formatted("video/webm"), WARNING.formatted("video/x-flv"));
    }

    @Test
    void sizeThatTheGatewayTellsIsAnEnd() throws IOException {
        assertThat(warnings((long) Samples.endless(20_000, 1).get("ts").length, "ts")).doesNotContain("can't be checked");
    }

    /** What is printed of downloads without an announced length. */
    private String warnings(Long told, String... formats) throws IOException {
        int before = PrintedOutput.length();
        try (FileServer server = new FileServer(); DownloadRig rig = new DownloadRig(server.uri(), false, directory)) {
            rig.size = told;
            for (int i = 0; i < formats.length; i++) {
                byte[] content = Samples.endless(20_000, 1).get(formats[i]);
                server.on("/" + i, exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(content);
                });
                assertThat(rig.fetch(server.url("/" + i))).hasBinaryContent(content);
            }
        }
        return PrintedOutput.since(before, 10_000);
    }
}
