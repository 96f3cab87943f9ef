package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Fetches a small text that anybody may read, whole, from an address that a gateway's documentation or the user names. No
 * key goes out, and no redirect is followed. It is not for what an answer or a message names: that is {@link Fetch}'s.
 */
public final class PublicText {

    private static final int LARGEST = 64 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Function<URI, HttpClient> clients;
    private final Timer timer;

    /**
     * @param clients gives a client for an address; it must neither retry nor follow redirects, and go by
     *                {@link PublicRoutes}
     */
    public PublicText(Function<URI, HttpClient> clients, Timer timer) {
        this.clients = clients;
        this.timer = timer;
    }

    /**
     * Blocks for at most 5 s.
     *
     * @param trusted       whether the user named the host, so that it may be at any address
     * @throws IOException  if it didn't come whole, or is larger than 64 KiB
     */
    public String fetch(URI address, boolean trusted) throws IOException {
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "application/json");
        request.setHeader("Accept-Encoding", "identity");
        AtomicBoolean late = new AtomicBoolean();
        Timer.Alarm alarm = timer.schedule(LIMIT, () -> {
            late.set(true);
            request.cancel();
        });
        try {
            return clients.apply(address).execute(request, PublicRoutes.context(trusted), response -> {
                try {
                    return read(response);
                } catch (IOException | RuntimeException e) {
                    // else the client would read the rest of the answer, however long it is, to use the line again
                    request.cancel();
                    throw e;
                }
            });
        } catch (IOException | RuntimeException e) {
            throw late.get() ? new IOException("no complete answer within " + LIMIT.toSeconds() + " s", e)
                    : e instanceof IOException io ? io : new IOException(e);
        } finally {
            alarm.cancel();
        }
    }

    private static String read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != 200 || entity == null) {
            throw new IOException("HTTP " + response.getCode());
        }
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("the answer is larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
