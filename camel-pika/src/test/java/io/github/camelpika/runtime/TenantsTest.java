package io.github.camelpika.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Customers of whom each has a key, a gateway and an endpoint for progress of his own, by toD: all get their videos, and what
 * is kept for them goes when their jobs are over. In real time. Other systems than Linux have one address of this machine only.
 */
@EnabledOnOs(OS.LINUX)
class TenantsTest {

    private static final int TENANTS = 1_500;
    /** As many as Camel keeps endpoints and producers here, twice, and some that no collection has seen yet. */
    private static final int FEW = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger accepted = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 1_000);
        server.setExecutor(threads);
        server.createContext("/pika/generate", exchange -> answer(exchange, "{\"id\":\"task-" + accepted.incrementAndGet() + "\"}"));
        server.createContext("/pika/feed", exchange -> answer(exchange,
                "{\"videos\":[{\"status\":\"finished\",\"resultUrl\":\"https://a.example/v.mp4\"}]}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdown();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String address(int tenant) {
        return "http://127.0." + tenant / 250 + "." + (tenant % 250 + 1) + ":" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void allOfFifteenHundredGetTheirVideosAndLittleIsKeptOfThem(boolean inDatabase) throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        PikaComponent component = new PikaComponent();
        component.getConfiguration().setGateway("vapi");
        component.getConfiguration().setBaseUri(address(0));
        component.getConfiguration().setApiKey("of-the-component");
        component.setMaxRequestsPerSecond(1_000);
        try (DefaultCamelContext context = new DefaultCamelContext(); JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            context.getGlobalOptions().put(Exchange.MAXIMUM_ENDPOINT_CACHE_SIZE, "50");
            if (inDatabase) {
                tracker.setDataSource(TestDatabases.H2.fresh());
                component.setTaskTracker(tracker);
            }
            context.addComponent("pika", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:queued").toD("pika:generate?queue=ads&apiKey=key-of-${header.tenant}", 20);
                    from("pika:feed?queue=ads&concurrentConsumers=4&pollInterval=300ms").to("direct:taken");
                    from("direct:inline")
                            .toD("pika:generate?apiKey=key-of-${header.tenant}&baseUri=${header.address}"
                                 + "&idempotentKey=RAW(job-${header.tenant})", 20)
                            .toD("pika:feed?apiKey=key-of-${header.tenant}&baseUri=${header.address}&pollInterval=300ms"
                                 + "&progressUri=log:progress-of-${header.tenant}", 20)
                            .to("direct:taken");
                    from("direct:taken").process(e -> taken.add(e.getMessage().getHeader("tenant", String.class)));
                }
            });
            context.start();
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            var template = context.createProducerTemplate();
            for (int i = 0; i < TENANTS; i++) {
                Map<String, Object> headers = Map.of("tenant", "t" + i, "address", address(i));
                sent.add(template.asyncSend(i % 3 == 0 ? "direct:queued" : "direct:inline", exchange -> {
                    exchange.getMessage().setBody("a cat");
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                }));
            }
            for (CompletableFuture<Exchange> each : sent) {
                assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> taken.size() == TENANTS);
            assertThat(accepted).hasValue(TENANTS);

            ComponentRuntime runtime = component.services().runtime();
            await().atMost(30, TimeUnit.SECONDS).until(() -> {
                System.gc();
                // what is forgotten is seen with the next new one
                template.requestBodyAndHeaders("direct:inline", "a cat",
                        Map.of("tenant", "next-" + System.nanoTime(), "address", address(0)));
                return runtime.accesses().size() < FEW && runtime.httpClients().size() < 2 * FEW;
            });
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().contains("Pika"))
                    .hasSizeLessThan(200);
        }
    }
}
