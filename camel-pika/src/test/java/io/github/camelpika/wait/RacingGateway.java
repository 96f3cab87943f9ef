package io.github.camelpika.wait;

import java.io.IOException;
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
 * A CometAPI that answers at once, on any thread, with whatever a task may be, until it says of all that they have ended.
 */
final class RacingGateway extends CloseableHttpClient {

    private static final String[] SAYS = { "pending", "running", "running", "running", "succeeded" };

    private volatile boolean all;

    void endsAll() {
        all = true;
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (!all && random.nextInt(20) == 0) {
            throw new IOException("the line broke");
        }
        String state = all ? "succeeded" : SAYS[random.nextInt(SAYS.length)];
        try {
            return handler.handleResponse(ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"state\":\"" + state
                                                                      + "\",\"video_url\":\"https://cdn.example.com/a.mp4\"}}"));
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
