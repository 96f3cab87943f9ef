package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Waits that have a thread each.
 */
final class ThreadWaits implements WaitContender {

    private static final int CONNECTIONS = 32;
    /** With buffers that are shared: Jackson's own way keeps 8 KB for each thread that has ever read. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build()).build();

    private final AskedGateway gateway;
    private final Duration interval;
    private final ThreadFactory threads;
    private final CloseableHttpClient client = HttpClients.custom().setConnectionManager(PoolingHttpClientConnectionManagerBuilder
            .create().setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS).build()).build();

    private ThreadWaits(AskedGateway gateway, Duration interval, ThreadFactory threads) {
        this.gateway = gateway;
        this.interval = interval;
        this.threads = threads;
    }

    static ThreadWaits ofThePlatform(AskedGateway gateway, Duration interval) {
        return new ThreadWaits(gateway, interval, Thread::new);
    }

    /**
     * Needs a JDK 21 to run, while this is compiled for 17.
     */
    static ThreadWaits virtual(AskedGateway gateway, Duration interval) throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        return new ThreadWaits(gateway, interval, (ThreadFactory) type.getMethod("factory").invoke(builder));
    }

    @Override
    public Object without(int task) {
        return WaitContender.id(task);
    }

    @Override
    public void begin(int task) {
        String path = WaitContender.path(task);
        threads.newThread(() -> wait(path)).start();
    }

    private void wait(String path) {
        try {
            while (MAPPER.readTree(ask(path)).at("/videos/0/status").asText().equals("pending")) {
                Thread.sleep(interval.toMillis());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(String path) throws Exception {
        if (gateway.isScript()) {
            return gateway.answer(path);
        }
        HttpGet get = new HttpGet(gateway.address() + path);
        get.setHeader("Authorization", "Bearer key-of-a-benchmark");
        return client.execute(get, response -> new String(response.getEntity().getContent().readAllBytes()));
    }
}
