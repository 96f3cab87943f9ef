package io.github.camelpika.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.Outage;
import io.github.camelpika.wait.Throttle;
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
 * A gateway without a network: every task is still running.
 */
final class InstantGateway extends CloseableHttpClient {

    private static final String RUNNING = "{\"code\":200,\"data\":{\"state\":\"RUNNING\"}}";
    private static final int NO_LIMIT = 1_000_000;

    private final UnaryOperator<String> answers;

    /**
     * @param answers the JSON for each path that is asked
     */
    InstantGateway(UnaryOperator<String> answers) {
        this.answers = answers;
    }

    /**
     * A CometAPI.
     */
    static GatewayAccess access(Timer timer, ExecutorService workers) {
        return new InstantGateway(path -> RUNNING).access(Gateway.COMETAPI, timer, workers);
    }

    GatewayAccess access(Gateway gateway, Timer timer, Executor workers) {
        Backoff backoff = new Backoff(() -> 1);
        return new GatewayAccess(new GatewayClient(gateway, URI.create("https://api.example.com"), "key", this, this, timer),
                new Throttle(NO_LIMIT, NO_LIMIT, timer, workers, backoff, GatewayEvents.NONE), timer, backoff,
                GatewayEvents.NONE, new Outage(timer));
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler) throws IOException {
        try (ClassicHttpResponse response = new BasicClassicHttpResponse(200)) {
            response.setEntity(new StringEntity(answers.apply(request.getPath()), ContentType.APPLICATION_JSON));
            return handler.handleResponse(response);
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context) {
        throw new UnsupportedOperationException();
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
