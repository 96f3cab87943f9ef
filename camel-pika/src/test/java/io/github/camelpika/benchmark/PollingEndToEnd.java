package io.github.camelpika.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.SimTask;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The schedules in real time, through routes, HTTP and a simulated gateway, side by side: everything is five times as fast
 * as at a real one. Prints a table of docs/benchmarks.adoc. It takes about five minutes.
 */
public final class PollingEndToEnd {

    private static final double SCALE = 0.2;
    private static final int TASKS = 600;
    /** The first ones are under way before anything is learned. */
    private static final int WARM_UP = 150;
    private static final Duration BETWEEN_TASKS = Duration.ofMillis(400);
    private static final List<String> SCHEDULES = List.of("fixed", "adaptive", "frugal");

    private final Map<String, ConcurrentLinkedQueue<Seen>> seen = new ConcurrentHashMap<>();
    private final CountDownLatch missing = new CountDownLatch(TASKS * SCHEDULES.size());

    private record Seen(int polls, double delay) {
    }

    private record Drawn(Truth truth) implements Durations {
        @Override
        public Duration queued(RandomGenerator random) {
            return Duration.ZERO;
        }

        @Override
        public Duration running(RandomGenerator random) {
            return Duration.ofNanos((long) (1e9 * truth.draw(random)));
        }
    }

    private PollingEndToEnd() {
    }

    public static void main(String[] args) throws Exception {
        new PollingEndToEnd().run();
    }

    private void run() throws Exception {
        Durations durations = new Drawn(Scenario.logNormal(0.25).truth().apply(0)).scaled(SCALE);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
        try (PikaSimulator simulator = PikaSimulator.builder().durations(durations).start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            for (String schedule : SCHEDULES) {
                seen.put(schedule, new ConcurrentLinkedQueue<>());
                context.addComponent("pika-" + schedule, component(simulator, schedule));
                context.addRoutes(route(simulator, schedule));
            }
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                clock.schedule(() -> SCHEDULES.forEach(schedule -> template.asyncSend("direct:" + schedule, exchange -> {
                    exchange.getMessage().setBody("a cat");
                    exchange.setProperty("number", number);
                })), i * BETWEEN_TASKS.toMillis(), TimeUnit.MILLISECONDS);
            }
            missing.await();
        } finally {
            clock.shutdownNow();
        }
        SCHEDULES.forEach(schedule -> print(schedule, seen.get(schedule)));
    }

    private static PikaComponent component(PikaSimulator simulator, String schedule) {
        PikaComponent component = new PikaComponent();
        component.setMaxRequestsPerSecond(10_000);
        component.getConfiguration().setGateway("cometapi");
        component.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.getConfiguration().setPollSchedule(schedule);
        component.getConfiguration().setPollInterval(Duration.ofNanos((long) (5e9 * SCALE)));
        return component;
    }

    private RouteBuilder route(PikaSimulator simulator, String schedule) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + schedule).to("pika-" + schedule + ":generate").to("pika-" + schedule + ":feed")
                        .process(exchange -> note(simulator, schedule, exchange));
            }
        };
    }

    private void note(PikaSimulator simulator, String schedule, Exchange exchange) {
        SimTask task = simulator.task(exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class)).orElseThrow();
        Duration delay = Duration.between(task.acceptedAt().plus(task.plan().running()), Instant.now());
        if (exchange.getProperty("number", Integer.class) >= WARM_UP) {
            seen.get(schedule).add(new Seen(exchange.getMessage().getHeader(PikaConstants.POLLS, Integer.class),
                    delay.toNanos() / 1e9));
        }
        missing.countDown();
    }

    private static void print(String schedule, Iterable<Seen> all) {
        long polls = 0;
        List<Double> delays = new ArrayList<>();
        for (Seen one : all) {
            polls += one.polls;
            delays.add(one.delay);
        }
        Outcome outcome = Outcome.of(polls, delays.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(Locale.ROOT, "|%s |%.1f |%.3f |%.3f |%.3f%n", schedule, outcome.polls(), outcome.mean(),
                outcome.quantile(0.5), outcome.quantile(0.99));
    }
}
