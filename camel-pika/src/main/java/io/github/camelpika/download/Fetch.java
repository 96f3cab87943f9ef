package io.github.camelpika.download;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.gateway.RetryAfter;
import io.github.camelpika.model.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * One try to fetch a file, or what is missing of it, into a part. Redirects are followed here and not by the client, so
 * that each address is vetted and the key stays with the gateway.
 */
final class Fetch {

    private static final int MOST_REDIRECTS = 5;
    private static final Pattern NO_ASCII = Pattern.compile("[\u0080-\u00ff]");

    private final Function<URI, HttpClient> clients;
    private final DownloadPolicy policy;
    private final MediaKind kind;
    private final Timer timer;
    private final KeyScrub key;
    private Resume.Condition condition = Resume.Condition.IF_MATCH;

    /**
     * @param clients gives a client for an address; it must neither retry nor follow redirects, and go by
     *                {@link PublicRoutes}
     */
    Fetch(Function<URI, HttpClient> clients, DownloadPolicy policy, MediaKind kind, Timer timer) {
        this.clients = clients;
        this.policy = policy;
        this.kind = kind;
        this.timer = timer;
        this.key = policy.scrub();
    }

    /** Where the file is instead. */
    private record Elsewhere(String location) implements Hop {
    }

    private record Ended(DownloadOutcome end) implements Hop {
    }

    private sealed interface Hop permits Elsewhere, Ended {
    }

    DownloadOutcome run(String address, Part part, TransferGuard guard) {
        try {
            URI uri = policy.urls().vet(address);
            boolean withKey = policy.told().test(uri);
            for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                // who sends elsewhere may send back to any call of the gateway's API
                withKey &= policy.urls().isGateways(uri);
                Hop hop = get(uri, part, guard, withKey);
                if (hop instanceof Ended ended && ended.end instanceof DownloadOutcome.AskOtherwise) {
                    condition = Resume.Condition.IF_RANGE;
                    hop = get(uri, part, guard, withKey);
                }
                if (hop instanceof Ended ended) {
                    return ended.end;
                }
                uri = policy.urls().vet(((Elsewhere) hop).location, uri);
            }
            throw new DownloadFailedException("more than " + MOST_REDIRECTS + " redirects");
        } catch (DownloadFailedException e) {
            return new DownloadOutcome.Failed(withoutKey(e));
        } catch (IOException e) {
            return new DownloadOutcome.Broken(said(e), null, harmless(e));
        }
    }

    private Hop get(URI uri, Part part, TransferGuard guard, boolean withKey) throws IOException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept-Encoding", "identity");
        if (withKey && policy.apiKey() != null && policy.shown() != null) {
            request.setHeader(policy.shown().name(), policy.shown().value(policy.apiKey()));
        }
        Resume resume = Resume.of(part, condition);
        if (resume != null) {
            resume.ask(request);
        }
        guard.watch(request);
        try {
            return clients.apply(uri).execute(request, PublicRoutes.context(policy.urls().isTrusted(uri)), response -> {
                try {
                    return read(response, part, guard, resume);
                } catch (IOException | RuntimeException e) {
                    // else the client would read the rest of the answer, however long it is, to use the line again
                    request.cancel();
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            // after its stop the client throws these
            throw new DownloadFailedException(said(e), e);
        } catch (SSLPeerUnverifiedException e) {
            throw new DownloadFailedException(said(e), e);
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateException) {
                    throw new DownloadFailedException(said(e), e);
                }
            }
            throw e;
        }
    }

    private Hop read(ClassicHttpResponse response, Part part, TransferGuard guard, Resume resume) throws IOException {
        int status = response.getCode();
        if (status >= 300 && status < 400) {
            String location = location(response);
            // else the client would read whatever text comes with it, to its end
            response.setEntity(null);
            return new Elsewhere(location);
        }
        FileAnswer answer = new FileAnswer(response, part, guard, policy.limits(), kind, key, timer);
        DownloadOutcome end = switch (status) {
            // with a Content-Range it is a 206 by a wrong name
            case 200 -> ContentRange.of(response).first() > 0 ? answer.goesOn(resume) : answer.fromTheStart(resume);
            case 202, 204 -> new DownloadOutcome.Late("HTTP " + status + ", the file is not there yet", retryAfter(response));
            case 206 -> answer.goesOn(resume);
            case 401, 403, 404, 410 -> new DownloadOutcome.Refused(status);
            case 408, 425, 429, 500, 502, 503, 504 -> broken(response);
            default -> {
                if (status == 416 && resume != null) {
                    yield answer.hasChanged();
                }
                if (status == 412 && resume != null && resume.hasPrecondition()) {
                    yield new DownloadOutcome.AskOtherwise();
                }
                if (status < 500) {
                    throw new DownloadFailedException("HTTP " + status);
                }
                yield broken(response);
            }
        };
        // the same goes for the text of an error, and for what is left of a part that is not wanted
        response.setEntity(null);
        return new Ended(end);
    }

    private DownloadOutcome broken(ClassicHttpResponse response) {
        return new DownloadOutcome.Broken("HTTP " + response.getCode(), retryAfter(response), null);
    }

    private Duration retryAfter(ClassicHttpResponse response) {
        return RetryAfter.of(response, timer.now());
    }

    private static String location(ClassicHttpResponse response) throws DownloadFailedException {
        Header location = response.getFirstHeader("Location");
        if (location == null || location.getValue() == null || location.getValue().isBlank()) {
            throw new DownloadFailedException("HTTP " + response.getCode() + " without an address to redirect to");
        }
        // the client takes each byte for a character
        return NO_ASCII.matcher(location.getValue()).replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    }

    private String said(Exception e) {
        return e.getClass().getSimpleName() + ": " + key.scrub(Texts.clean(e.getMessage()));
    }

    /** A gateway may echo the key that it got, in a header that ends up in a message. */
    private DownloadFailedException withoutKey(DownloadFailedException e) {
        return harmless(e) != null ? e : new DownloadFailedException(key.scrub(e.getMessage()));
    }

    /** The exception, if the key is nowhere in it. */
    private <T extends Throwable> T harmless(T e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!message.equals(key.scrub(message))) {
                return null;
            }
        }
        return e;
    }
}
