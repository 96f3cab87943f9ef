package io.github.camelpika.rivals;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A queue of camel-pika: {@code generate} POSTs in the thread that submits, and returns when the gateway has the job.
 */
final class PikaRival implements Rival {

    private static final int CONSUMERS = 32;
    /** The most that can be set, so that it doesn't rule here. */
    private static final int REQUESTS_PER_SECOND = 10_000;

    private final ExecutorService submitters = Executors.newFixedThreadPool(Work.THREADS);
    private final ProducerTemplate template;

    PikaRival(Work work) throws Exception {
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(work.database());
        CamelContext context = new DefaultCamelContext();
        PikaComponent pika = context.getComponent("pika", PikaComponent.class);
        pika.setTaskTracker(tracker);
        pika.setMaxRequestsPerSecond(REQUESTS_PER_SECOND);
        pika.getConfiguration().setGateway("vapi");
        pika.getConfiguration().setBaseUri(work.gateway());
        pika.getConfiguration().setApiKey("key-of-a-benchmark");
        pika.getConfiguration().setPollSchedule("fixed");
        pika.getConfiguration().setPollInterval(work.interval());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pika:generate?queue=jobs&idempotentKey=${header.job}");
                from("pika:feed?queue=jobs&concurrentConsumers=" + CONSUMERS).process(exchange -> handOver(exchange, work));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static void handOver(Exchange exchange, Work work) {
        String state = exchange.getMessage().getHeader(PikaConstants.STATE, String.class);
        work.handOver().take(exchange.getMessage().getHeader("job", String.class),
                state.equals("SUCCEEDED") ? HandOver.DONE : state);
    }

    @Override
    public void submit(List<String> keys) throws Exception {
        List<Future<?>> all = keys.stream().map(key -> submitters.submit(() -> submit(key))).collect(Collectors.toList());
        for (Future<?> each : all) {
            each.get();
        }
    }

    private Void submit(String key) throws UnknownSubmissionException {
        try {
            template.sendBodyAndHeader("direct:submit", key, "job", key);
            return null;
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof PikaSubmissionUnknownException unknown) {
                throw new UnknownSubmissionException(unknown);
            }
            throw e;
        }
    }
}
