package io.github.camelpika.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.time.VirtualTimer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * A downloader with a clock that stands still.
 */
final class DownloadRig implements AutoCloseable {

    static final String KEY = "sk-very-secret-key";
    static final long MOST = 100_000;

    final VirtualTimer timer = new VirtualTimer();
    final DownloadLimits limits = new DownloadLimits(MOST, Duration.ofSeconds(30), Duration.ofSeconds(300));
    private final CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().disableRedirectHandling()
            .disableCookieManagement().disableContentCompression().build();
    private final Downloader downloader;

    DownloadRig(URI gateway, boolean allowHttp) {
        downloader = new Downloader(uri -> client, new UrlPolicy(gateway, allowHttp), limits, timer, () -> KEY);
    }

    Downloaded fetch(String url, Path file) throws IOException {
        return downloader.fetch(url, file);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
