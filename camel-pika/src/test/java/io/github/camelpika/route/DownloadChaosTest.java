package io.github.camelpika.route;

import java.nio.file.Path;

import io.github.camelpika.rig.DownloadChaos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every file arrives as one version of it, or there is a clear error, and nothing else is left. */
class DownloadChaosTest {

    private static final int DOWNLOADS = 100;

    @TempDir
    Path directory;

    @Test
    void everyFileIsWholeOrAnError() throws Exception {
        DownloadChaos.Result result = DownloadChaos.run(directory, DOWNLOADS, 4711);

        assertThat(result.mixed()).isZero();
        assertThat(result.left()).isEmpty();
        assertThat(result.errors().keySet()).allMatch(message -> message.startsWith("The file was not downloaded: "));
        assertThat(result.whole() + result.errors().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(DOWNLOADS);
        assertThat(result.whole()).isGreaterThan(DOWNLOADS * 8 / 10);
        assertThat(result.resumed()).isPositive();
    }
}
