package io.github.camelpika.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.time.ShiftedTimer;
import io.github.camelpika.track.QuickTracker;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process as users have many of: one route submits the jobs of a spool with their keys, another takes what has
 * finished. It ends where its kill plan says, or properly with SIGTERM.
 */
final class Node {

    static final String KEY = "key";
    private static final int SUBMITTERS = 4;
    private static final long PAUSE_MILLIS = 100;

    private final NodeSettings settings;
    private final Journal journal;
    private final Fuse fuse;
    private final Spool spool;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
    private volatile boolean stopping;

    private Node(NodeSettings settings) throws IOException {
        this.settings = settings;
        this.journal = new Journal(settings.journal());
        this.fuse = new Fuse(settings.plan(), journal);
        this.spool = new Spool(settings.directory().resolve("spool"), settings.name());
    }

    public static void main(String[] arguments) throws Exception {
        Node node = new Node(NodeSettings.of(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop));
        node.start();
        // held open by whoever started this process: without him it is of no use to anybody
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(1);
    }

    private void start() throws Exception {
        context.addComponent("pika", pika());
        context.getShutdownStrategy().setTimeout(30);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pika:generate?queue=jobs&idempotentKey=${header." + KEY + "}");
                from("pika:feed?queue=jobs&concurrentConsumers=4").process(e -> begin(e))
                        .delay(settings.route().toMillis()).process(e -> end(e));
            }
        });
        context.start();
        journal.write(Event.UP, "", "");
        for (int i = 0; i < SUBMITTERS; i++) {
            submitters.execute(this::submitAll);
        }
    }

    private PikaComponent pika() {
        HttpComponent http = new HttpComponent();
        http.setHttpClientConfigurer(builder -> builder.addExecInterceptorFirst("fuse", (request, scope, chain) -> {
            String step = request.getMethod() + " " + request.getPath();
            fuse.before(step);
            var answer = chain.proceed(request, scope);
            fuse.after(step);
            return answer;
        }));
        ShiftedTimer timer = new ShiftedTimer();
        timer.jump(settings.clockOff());
        PikaComponent pika = new PikaComponent();
        pika.setRuntimes(owner -> new ComponentRuntime(owner, timer, RuntimeThreads.of(owner)));
        pika.setHttpComponent(http);
        pika.setMaxRequestsPerSecond(200);
        pika.setTaskTracker(QuickTracker.of(WatchedDataSource.of(pool(), fuse), timer));
        pika.getConfiguration().setGateway(settings.kind());
        pika.getConfiguration().setBaseUri(settings.gateway());
        pika.getConfiguration().setApiKey(settings.apiKey());
        pika.setMaxCostPerDay(settings.limits().costPerDay());
        pika.setBudgetZone(settings.limits().zone());
        pika.setMaxTasksInFlight(settings.limits().tasksInFlight());
        pika.getConfiguration().setCostPerJob(Ledger.PRICE);
        pika.getConfiguration().setPollInterval(Duration.ofMillis(500));
        pika.getConfiguration().setWaitTimeout(Duration.ofMinutes(5));
        return pika;
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.jdbcUrl());
        config.setConnectionTimeout(3_000);
        // a database that is away at the start comes later
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private void submitAll() {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            while (!stopping) {
                Optional<String> job = spool.take();
                if (job.isEmpty() || !submit(template, job.get())) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean submit(ProducerTemplate template, String job) throws IOException {
        String key = Spool.keyOf(job);
        Exchange submitted = template.send("direct:submit", exchange -> {
            exchange.getMessage().setHeader(KEY, key);
            exchange.getMessage().setBody(key);
        });
        if (submitted.isFailed()) {
            journal.write(Event.REJECTED, key, String.valueOf(submitted.getException()));
            if (submitted.getException() instanceof PikaBudgetException) {
                spool.finish(job);
                return true;
            }
            spool.giveBack(job);
            return false;
        }
        journal.write(Event.SUBMITTED, key, outcome(submitted));
        spool.finish(job);
        return true;
    }

    private void begin(Exchange exchange) {
        journal.write(Event.BEGAN, key(exchange), outcome(exchange));
        fuse.before("route " + key(exchange));
    }

    private void end(Exchange exchange) {
        journal.write(Event.DELIVERED, key(exchange), outcome(exchange));
        fuse.after("route " + key(exchange));
    }

    private static String key(Exchange exchange) {
        return exchange.getMessage().getHeader(KEY, String.class);
    }

    private static String outcome(Exchange exchange) {
        return String.join(" ", List.of(exchange.getMessage().getHeader(PikaConstants.STATE, "", String.class),
                exchange.getMessage().getHeader(PikaConstants.TASK_ID, "", String.class)));
    }

    private void stop() {
        stopping = true;
        context.stop();
        submitters.shutdown();
        try {
            submitters.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.write(Event.STOPPED, "", String.valueOf(context.getInflightRepository().size()));
    }
}
