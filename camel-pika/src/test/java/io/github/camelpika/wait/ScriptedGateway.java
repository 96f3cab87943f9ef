package io.github.camelpika.wait;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.time.VirtualTimer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * A CometAPI that answers from a script, on the caller's thread, and remembers when it was asked. The last line of the
 * script is said again and again.
 */
final class ScriptedGateway extends CloseableHttpClient {

    private static final Function<ClassicHttpRequest, ClassicHttpResponse> UNREACHABLE = request -> null;

    final VirtualTimer timer = new VirtualTimer();
    final List<Long> askedAtMillis = new ArrayList<>();
    /** What was told to whoever counts, a line each. */
    final List<String> told = new ArrayList<>();
    private final GatewayEvents events = new ToldEvents(told);
    private final Deque<Function<ClassicHttpRequest, ClassicHttpResponse>> script = new ArrayDeque<>();

    static ClassicHttpResponse answer(int status, String json) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        response.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return response;
    }

    ScriptedGateway says(int status, String json) {
        script.add(request -> answer(status, json));
        return this;
    }

    ScriptedGateway says(int status, String header, String value) {
        script.add(request -> {
            ClassicHttpResponse response = answer(status, "{}");
            response.setHeader(header, value);
            return response;
        });
        return this;
    }

    ScriptedGateway state(String state) {
        return says(200, "{\"code\":200,\"data\":{\"state\":\"" + state
                         + "\",\"video_url\":\"https://cdn.example.com/a.mp4\"}}");
    }

    ScriptedGateway accepts(String taskId) {
        return says(200, "{\"code\":200,\"data\":{\"task_id\":\"" + taskId + "\"}}");
    }

    ScriptedGateway refusesTheConnection() {
        script.add(UNREACHABLE);
        return this;
    }

    ScriptedGateway does(Function<ClassicHttpRequest, ClassicHttpResponse> action) {
        script.add(action);
        return this;
    }

    GatewayAccess access(double perSecond) {
        return access(Gateway.COMETAPI, perSecond);
    }

    GatewayAccess access(Gateway gateway, double perSecond) {
        Backoff backoff = new Backoff(() -> 1);
        GatewayClient client = new GatewayClient(gateway, URI.create("https://api.example.com"),
                "key-of-a-test", this, this, timer);
        return new GatewayAccess(client, new Throttle(perSecond, 100, timer, Runnable::run, backoff, events), timer, backoff, events,
                new Outage(timer));
    }

    @Override
    protected CloseableHttpResponse doExecute(
            HttpHost target, ClassicHttpRequest request, HttpContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        askedAtMillis.add(timer.nanos() / 1_000_000);
        var line = script.size() > 1 ? script.remove() : script.peek();
        if (line == UNREACHABLE) {
            throw new ConnectException("Connection refused");
        }
        if (request.getEntity() != null) {
            request.getEntity().writeTo(OutputStream.nullOutputStream());
        }
        try {
            return handler.handleResponse(line.apply(request));
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public void close(CloseMode closeMode) {
        // holds nothing
    }
}
