package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.camelpika.gateway.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Fetches a file into a file, through a buffer of fixed size. Redirects are followed here and not by the client, so that
 * each address is vetted and the key stays with the gateway.
 */
public final class Downloader {

    /** What servers say things with; whatever else may be a file. */
    private static final Pattern TEXT
            = Pattern.compile("text/|application/([\\w.-]+\\+)?(json|xml)\\b", Pattern.CASE_INSENSITIVE);
    private static final int MOST_REDIRECTS = 5;
    private static final int BUFFER = 64 * 1024;

    private final Function<URI, HttpClient> clients;
    private final UrlPolicy policy;
    private final DownloadLimits limits;
    private final Timer timer;
    private final Supplier<String> apiKey;

    /**
     * @param clients gives a client for an address; it must neither retry nor follow redirects
     * @param apiKey  gives the key for the gateway, or null
     */
    public Downloader(Function<URI, HttpClient> clients, UrlPolicy policy, DownloadLimits limits, Timer timer,
                      Supplier<String> apiKey) {
        this.clients = clients;
        this.policy = policy;
        this.limits = limits;
        this.timer = timer;
        this.apiKey = apiKey;
    }

    /**
     * Fetches the address into the file, which exists and is empty. When this returns, all of it is on the disk.
     *
     * @return             what came
     * @throws IOException if not all of it came; what the file holds then is worth nothing
     */
    public Downloaded fetch(String address, Path file) throws IOException {
        try {
            return follow(address, file);
        } catch (DownloadFailedException e) {
            throw withoutKey(e);
        }
    }

    private Downloaded follow(String address, Path file) throws IOException {
        URI uri = policy.vet(address);
        try (Guard guard = new Guard(timer, limits)) {
            for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                Hop hop = get(uri, file, guard);
                if (hop.downloaded() != null) {
                    return hop.downloaded();
                }
                uri = policy.vet(uri.resolve(hop.location()).toString());
            }
            throw new DownloadFailedException("more than " + MOST_REDIRECTS + " redirects");
        }
    }

    /** The file, or where it is instead. */
    private record Hop(Downloaded downloaded, URI location) {
    }

    private Hop get(URI uri, Path file, Guard guard) throws IOException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept-Encoding", "identity");
        if (apiKey.get() != null && policy.isGateways(uri)) {
            request.setHeader("Authorization", "Bearer " + apiKey.get());
        }
        guard.watch(request);
        try {
            return clients.apply(uri).execute(request, response -> {
                try {
                    return read(response, file, guard);
                } catch (IOException | RuntimeException e) {
                    // else the client would read the rest of the answer, however long it is, to use the line again
                    request.cancel();
                    throw e;
                }
            });
        } catch (DownloadFailedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // after its stop the client throws runtime exceptions
            guard.refuseIfBroken();
            throw new DownloadFailedException(e.getClass().getSimpleName() + ": " + Texts.clean(e.getMessage()), e);
        }
    }

    private Hop read(ClassicHttpResponse response, Path file, Guard guard) throws IOException {
        int status = response.getCode();
        if (status >= 300 && status < 400) {
            URI location = location(response);
            // else the client would read whatever text comes with it, to its end
            response.setEntity(null);
            return new Hop(null, location);
        }
        if (status != 200) {
            throw new DownloadFailedException("HTTP " + status + (status == 401 || status == 403 || status == 404
                    || status == 410 ? ", the address may have expired: ask for a fresh one with pika:feed" : ""));
        }
        HttpEntity entity = response.getEntity();
        String contentType = entity == null ? null : scrub(Texts.clean(entity.getContentType()));
        if (entity == null || contentType != null && TEXT.matcher(contentType).lookingAt()) {
            throw new DownloadFailedException("the answer is no file but " + contentType);
        }
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new DownloadFailedException("the file comes encoded as " + Texts.clean(encoding)
                                              + ", although it was asked for as it is");
        }
        long expected = entity.getContentLength();
        refuseIfTooLarge(expected);
        long size = copy(entity, file, guard);
        if (expected >= 0 && size != expected) {
            throw new DownloadFailedException("only " + size + " of " + expected + " bytes came");
        }
        if (size == 0) {
            throw new DownloadFailedException("the file is empty");
        }
        return new Hop(new Downloaded(size, contentType), null);
    }

    private static URI location(ClassicHttpResponse response) throws DownloadFailedException {
        Header location = response.getFirstHeader("Location");
        try {
            if (location != null) {
                return URI.create(location.getValue().strip());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new DownloadFailedException("HTTP " + response.getCode() + " without an address to go to");
    }

    private long copy(HttpEntity entity, Path file, Guard guard) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long size = 0;
        // not closed here: that would read the rest of it, also when the file is too large or the disk is full
        InputStream in = entity.getContent();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int n = in.read(buffer.array()); n >= 0; n = in.read(buffer.array())) {
                guard.alive();
                size += n;
                refuseIfTooLarge(size);
                buffer.clear().limit(n);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
        return size;
    }

    private void refuseIfTooLarge(long size) throws DownloadFailedException {
        if (size > limits.maxSize()) {
            throw new DownloadFailedException("it is larger than maxDownloadSize=" + limits.maxSize());
        }
    }

    /** A gateway may echo the key that it got, in a header that ends up in a message. */
    private DownloadFailedException withoutKey(DownloadFailedException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!message.equals(scrub(message))) {
                return new DownloadFailedException(scrub(e.getMessage()));
            }
        }
        return e;
    }

    private String scrub(String text) {
        String key = apiKey.get();
        return text == null || key == null || key.isEmpty() ? text : text.replace(key, "***");
    }
}
