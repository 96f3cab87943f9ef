package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    /** The timer's, that of the events, those that go on with routes. */
    private static final int THREADS_OF_ITS_OWN = 12;

    @Test
    void tenThousandParkedExchangesTakeNoMoreThreadsThanTheCallsThatAreUnderWay() throws Exception {
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
            int withTenThousand = threadsOnceBusy(simulator, 15_000);

            await().atMost(Duration.ofSeconds(60)).until(() -> component.services().runtime().waiter().waiting() == 10_000);
            int callsUnderWay = 2 * component.services().runtime().mostUnderWay();
            assertThat(withTenThousand).isLessThanOrEqualTo(callsUnderWay + THREADS_OF_ITS_OWN);
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
    private static int threadsOnceBusy(PikaSimulator simulator, int requests) {
        int before = simulator.requests().size();
        await().atMost(Duration.ofSeconds(60)).until(() -> simulator.requests().size() >= before + requests);
        var threads = ManagementFactory.getThreadMXBean();
        return (int) Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().contains("Camel (")).count();
    }
}
