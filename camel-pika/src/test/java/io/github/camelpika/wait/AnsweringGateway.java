package io.github.camelpika.wait;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * A CometAPI that accepts most jobs, and refuses some for good or for now, at once and on any thread.
 */
final class AnsweringGateway extends CloseableHttpClient {

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler) throws IOException {
        request.getEntity().writeTo(OutputStream.nullOutputStream());
        int lot = ThreadLocalRandom.current().nextInt(20);
        try {
            return handler.handleResponse(lot == 0 ? ScriptedGateway.answer(429, "{}") : lot == 1 ? ScriptedGateway.answer(400, "{}")
                    : ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"task_id\":\"" + UUID.randomUUID() + "\"}}"));
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
