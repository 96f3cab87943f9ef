package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With real threads and real time, as the point is what a wait costs.
 */
class ParkedThreadsTest {

    private static final Duration LONG = Duration.ofHours(1);
    /**
     * Of calls there are 64 at once, and 20 threads go on with routes. On a busy machine there are some more of each: a thread whose
     * call is over is free a moment later, and those of routes become more when none gets anything done for a second.
     */
    private static final int THREADS = 200;

    @Test
    void tenThousandParkedExchangesTakeNoThreads() throws Exception {
        try (PikaSimulator simulator = PikaSimulator.builder().durations(Durations.fixed(LONG, LONG)).start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            PikaComponent component = context.getComponent("pika", PikaComponent.class);
            component.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
            component.getConfiguration().setApiKey(simulator.apiKey());
            component.getConfiguration().setWaitTimeout(LONG);
            component.setMaxRequestsPerSecond(5_000);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate").to("pika:feed?pollInterval=10s");
                }
            });
            context.start();

            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            park(context, sent, 10_000);
            List<String> withTenThousand = threadsOnceBusy(simulator, 15_000);

            await().atMost(Duration.ofSeconds(60)).until(() -> component.services().runtime().waiter().waiting() == 10_000);
            assertThat(withTenThousand).hasSizeLessThan(THREADS);
            context.stop();
            assertThat(sent).allMatch(CompletableFuture::isDone);
        }
    }

    private static void park(DefaultCamelContext context, List<CompletableFuture<Exchange>> sent, int upTo)
            throws Exception {
        var producer = context.getEndpoint("direct:in").createAsyncProducer();
        producer.start();
        while (sent.size() < upTo) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            Exchange exchange = context.getEndpoint("direct:in").createExchange();
            exchange.getMessage().setBody("job " + sent.size());
            producer.process(exchange, doneSync -> done.complete(exchange));
            sent.add(done);
        }
    }

    /**
     * The component's own threads after that many more requests, so that all of them had work.
     */
    private static List<String> threadsOnceBusy(PikaSimulator simulator, int requests) {
        int before = simulator.requests().size();
        await().atMost(Duration.ofSeconds(60)).until(() -> simulator.requests().size() >= before + requests);
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName).filter(name -> name.contains("Camel (")).toList();
    }
}
