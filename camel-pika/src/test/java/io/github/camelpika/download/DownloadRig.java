package io.github.camelpika.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelpika.gateway.KeyHeader;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.FileExist;
import io.github.camelpika.time.VirtualTimer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * Downloads with a clock that a test turns. After a failure there is a pause of 10 s.
 */
final class DownloadRig implements AutoCloseable {

    static final String KEY = "sk-very-secret-key";
    /** Where the servers of tests are. */
    static final String LOCAL = "127.0.0.1, localhost";
    static final long MOST = 100_000;
    static final Duration PAUSE = Duration.ofSeconds(10);
    /** So long a file may come later than its address. */
    static final Duration LATE = Duration.ofSeconds(100);

    final VirtualTimer timer = new VirtualTimer();
    final Path directory;
    final Downloads downloads;
    private final CloseableHttpClient client;
    private final UrlPolicy urls;
    /** What was told of downloads, a line each. */
    final List<String> told = new CopyOnWriteArrayList<>();
    MediaKind kind = MediaKind.VIDEO;
    /** What the gateway says that the file has. */
    Long size;
    Supplier<CompletionStage<String>> fresh;
    long most = MOST;
    Duration late = LATE;
    FileExist fileExist = FileExist.Override;

    DownloadRig(URI gateway, boolean allowHttp, Path directory) {
        this(gateway, allowHttp, directory, Runnable::run);
    }

    /**
     * @param threads where the tries are made; the caller's, if a test has nothing to do in the meantime
     */
    DownloadRig(URI gateway, boolean allowHttp, Path directory, Executor threads) {
        this(new UrlPolicy(gateway, allowHttp, AllowedHosts.of(LOCAL)), directory, threads, new PublicRoutes());
    }

    /** Whether the gateway has told an address of its own. */
    Predicate<URI> gatewayTold = address -> true;

    DownloadRig(URI gateway, AllowedHosts allowed, Path directory, PublicRoutes routes) {
        this(new UrlPolicy(gateway, true, allowed), directory, Runnable::run, routes);
    }

    private DownloadRig(UrlPolicy urls, Path directory, Executor threads, PublicRoutes routes) {
        this.directory = directory;
        client = HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                .disableContentCompression().addExecInterceptorFirst("public", routes).build();
        downloads = new Downloads(uri -> client, threads, timer, failures -> PAUSE, new DownloadEvents() {
            @Override
            public void resumed() {
                told.add("resumed");
            }

            @Override
            public void ended(long bytes, Throwable trouble) {
                told.add(bytes + (trouble == null ? " bytes" : " bytes, " + trouble.getClass().getSimpleName()));
            }
        });
        this.urls = urls;
    }

    /** A download of what is to become video.mp4, from its beginning or from what was left. */
    Part open() throws IOException {
        return target().open("a task", timer.now());
    }

    TargetFile target() throws IOException {
        return TargetFile.in(directory, "video.mp4", fileExist);
    }

    Download start(String url, Part part) {
        return start(url, () -> part);
    }

    Download start(String url, Download.Opening part) {
        DownloadPolicy policy = new DownloadPolicy(urls, new DownloadLimits(most, Duration.ofSeconds(30), Duration.ofSeconds(300), late), KEY, KeyHeader.BEARER, gatewayTold,
                new KeyScrub(KEY));
        return downloads.start(new RemoteFile(url, kind, size, fresh), part, policy);
    }

    /** The finished file, after as many pauses as it takes. */
    Path fetch(String url) throws IOException {
        Part part = open();
        CompletableFuture<Part> done = start(url, part).done();
        while (!done.isDone()) {
            timer.advance(Duration.ofSeconds(1));
        }
        try {
            return target().finish(done.join());
        } catch (CompletionException e) {
            part.discard();
            throw (IOException) e.getCause();
        }
    }

    /** All files there are, of parts and their notes too. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory)).map(path -> directory.relativize(path).toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
