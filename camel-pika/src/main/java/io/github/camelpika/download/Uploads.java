package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.camelpika.gateway.Reply;
import io.github.camelpika.gateway.RetryAfter;
import io.github.camelpika.gateway.UploadGrant;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/**
 * Puts files where gateways say, from the disk and without a key. The address is vetted like that of a download, and redirects
 * are not followed.
 */
public final class Uploads {

    /** After that nothing is granted any more; Pika's clients tell of five minutes. */
    private static final Duration GRANT_LIVES = Duration.ofMinutes(5);
    private static final int MOST_READ = 1_000;
    private static final Pattern NAME = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");
    /** Those that the client writes by itself, from the address and the file. */
    private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length", "transfer-encoding", "connection");

    private final Function<URI, HttpClient> clients;
    private final Executor threads;
    private final Timer timer;
    private final Set<HttpPut> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param clients gives a client for an address; it must neither retry nor follow redirects, and go by
     *                {@link PublicRoutes}
     * @param threads make the calls, which block
     */
    public Uploads(Function<URI, HttpClient> clients, Executor threads, Timer timer) {
        this.clients = clients;
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * Puts a file, once.
     *
     * @param then told what goes into the job, or why there is nothing, on a thread of the uploads or on this one
     */
    public void put(UploadGrant grant, UploadSource file, UrlPolicy urls, Consumer<Reply<String>> then) {
        try {
            long granted = timer.nanos();
            threads.execute(() -> then.accept(timer.nanos() - granted < GRANT_LIVES.toNanos() ? put(grant, file, urls)
                    : failed(0, "no thread was free for the upload in " + GRANT_LIVES.toMinutes() + " minutes", true)));
        } catch (RejectedExecutionException e) {
            then.accept(failed(0, "the context is stopping", true));
        } catch (Throwable e) {
            then.accept(failed(0, "no thread can be had for the upload: " + e, true));
        }
    }

    /**
     * Breaks off every upload, under way or to come.
     */
    public void stop() {
        stopped = true;
        underWay.forEach(HttpPut::cancel);
    }

    private Reply<String> put(UploadGrant grant, UploadSource file, UrlPolicy urls) {
        try {
            URI uri = urls.vet(grant.uploadUrl());
            HttpPut request = new HttpPut(uri);
            grant.headers().forEach((name, value) -> {
                if (NAME.matcher(name).matches() && !OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            return send(request, uri, grant, file, urls);
        } catch (DownloadFailedException e) {
            return failed(0, e.getMessage(), false);
        } catch (Throwable e) {
            // whoever waits for the picture is told, whatever it is
            return failed(0, "the upload broke off: " + e.getClass().getSimpleName() + ": " + e.getMessage(), true);
        }
    }

    private Reply<String> send(HttpPut request, URI uri, UploadGrant grant, UploadSource file, UrlPolicy urls) throws IOException {
        underWay.add(request);
        if (stopped) {
            request.cancel();
        }
        Timer.Alarm alarm = timer.schedule(GRANT_LIVES, request::cancel);
        try (InputStream in = file.open()) {
            request.setEntity(new InputStreamEntity(in, file.size(), null));
            return clients.apply(uri).execute(request, PublicRoutes.context(urls.isTrusted(uri)),
                    response -> answered(response, grant));
        } finally {
            alarm.cancel();
            underWay.remove(request);
        }
    }

    private Reply<String> answered(ClassicHttpResponse response, UploadGrant grant) throws IOException {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            return new Reply.Said<>(grant.url());
        }
        boolean passes = status == 408 || status == GatewayError.TOO_MANY_REQUESTS || status >= 500;
        String said = text(response.getEntity());
        response.setEntity(null);
        return new Reply.Failed<>(new GatewayError(status, null, said.isBlank() ? "the upload was refused" : said, null, passes,
                RetryAfter.of(response, timer.now())));
    }

    private static String text(HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        return Texts.clean(new String(entity.getContent().readNBytes(MOST_READ), StandardCharsets.UTF_8));
    }

    private static Reply<String> failed(int status, String message, boolean retryable) {
        return new Reply.Failed<>(new GatewayError(status, null, Texts.clean(message), null, retryable, null));
    }
}
