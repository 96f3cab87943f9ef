package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.model.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Makes one HTTP call to one gateway and reads the whole answer, within a time and a size. The key goes out in the
 * gateway's own header for it and nowhere else, and what comes back is scrubbed of it.
 */
final class Transport {

    private final HttpClient client;
    private final URI baseUri;
    private final KeyHeader keyHeader;
    private final Duration limit;
    private final Timer timer;
    private volatile Key key;
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /**
     * @param apiKey null for calls that need none
     * @param limit  how long a call may take in all
     */
    Transport(HttpClient client, URI baseUri, KeyHeader keyHeader, String apiKey, Duration limit, Timer timer) {
        this.client = client;
        this.baseUri = baseUri;
        this.keyHeader = keyHeader;
        this.limit = limit;
        this.timer = timer;
        this.key = Key.of(apiKey);
    }

    /**
     * Takes another key for the calls that are made from now on. One that is under way still has the one that it went out with.
     */
    void useKey(String apiKey) {
        key = Key.of(apiKey);
    }

    /**
     * Makes the call, blocking for at most the limit.
     *
     * @throws CallFailedException if no whole answer came
     */
    RawAnswer call(ApiCall call) throws CallFailedException {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), uri(call));
        call.headers().forEach(request::setHeader);
        Key sent = key;
        if (sent.value != null) {
            request.setHeader(keyHeader.name(), keyHeader.value(sent.value));
        }
        request.setHeader("Accept", "application/json");
        SentEntity entity = call.body() == null ? null : new SentEntity(bytes(call));
        request.setEntity(entity);
        AnswerText text = new AnswerText();
        AtomicBoolean late = new AtomicBoolean();
        underWay.add(request);
        if (cancelled) {
            request.cancel();
        }
        Timer.Alarm alarm = timer.schedule(limit, () -> {
            late.set(true);
            request.cancel();
        });
        try {
            return client.execute(request, response -> read(response, request, text, sent.scrub));
        } catch (AnswerText.TooLarge e) {
            throw new CallFailedException(e.getMessage(), true, false, sent.scrub.scrub(text.text()), e);
        } catch (IOException | RuntimeException e) {
            boolean begun = entity == null || entity.hasBegun();
            throw new CallFailedException(
                    late.get() ? "no complete answer within " + limit.toSeconds() + " s" : reason(e, entity, sent.scrub), begun, true,
                    sent.scrub.scrub(text.text()), e);
        } finally {
            alarm.cancel();
            underWay.remove(request);
        }
    }

    /**
     * Breaks off every call that is under way, and each that is made from now on.
     */
    void cancelAll() {
        cancelled = true;
        underWay.forEach(HttpUriRequestBase::cancel);
    }

    private URI uri(ApiCall call) {
        String base = baseUri.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + call.path());
    }

    private static byte[] bytes(ApiCall call) {
        return Json.write(call.body()).getBytes(StandardCharsets.UTF_8);
    }

    private RawAnswer read(ClassicHttpResponse response, HttpUriRequestBase request, AnswerText text, KeyScrub key)
            throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            read(entity, request, text);
        }
        return new RawAnswer(response.getCode(), entity == null ? null : entity.getContentType(),
                RetryAfter.of(response, timer.now()), elsewhere(response, key),
                taskId(response), ownHeaders(response, key),
                key.scrub(text.text()));
    }

    private static void read(HttpEntity entity, HttpUriRequestBase request, AnswerText text) throws IOException {
        try (InputStream in = entity.getContent()) {
            try {
                text.read(in, entity.getContentLength(), charset(entity));
            } catch (AnswerText.TooLarge e) {
                // closing the answer alone would read it to its end, so that the connection can be used again
                request.cancel();
                throw e;
            }
        }
    }

    private static Charset charset(HttpEntity entity) {
        ContentType type = ContentType.parseLenient(entity.getContentType());
        return type == null ? null : type.getCharset();
    }

    private static String taskId(ClassicHttpResponse response) {
        return Arrays.stream(response.getHeaders())
                .flatMap(header -> TaskIdSearch.inHeader(header.getName(), header.getValue()).stream()).findFirst().orElse(null);
    }

    private static Map<String, String> ownHeaders(ClassicHttpResponse response, KeyScrub key) {
        Map<String, String> own = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-") && header.getValue() != null) {
                own.putIfAbsent(name, Texts.clean(key.scrub(header.getValue())));
            }
        }
        return own;
    }

    /**
     * Without what follows the path, as that may be a signature.
     */
    private static String elsewhere(ClassicHttpResponse response, KeyScrub key) {
        String location = header(response, "Location");
        return location == null ? null : Texts.clean(key.scrub(location.replaceFirst("[?#].*", "?...")));
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static String reason(Exception e, SentEntity entity, KeyScrub key) {
        String what = entity == null
                ? "no complete answer arrived: "
                : entity.hasBegun()
                        ? "the connection broke before a complete answer arrived: "
                        : "the gateway could not be reached: ";
        return what + e.getClass().getSimpleName() + ": " + key.scrub(String.valueOf(e.getMessage()));
    }

    /**
     * @param value null for calls that need none
     */
    private record Key(String value, KeyScrub scrub) {

        static Key of(String value) {
            return new Key(value, new KeyScrub(value));
        }

        @Override
        public String toString() {
            return "key";
        }
    }
}
