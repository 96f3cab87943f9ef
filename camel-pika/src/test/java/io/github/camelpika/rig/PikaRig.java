package io.github.camelpika.rig;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.Video;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A context with the component, a simulated gateway, and one virtual clock for both. Tasks stand in the queue for 20 s
 * and run for 100 s, unless a test says otherwise.
 */
public final class PikaRig implements AutoCloseable {

    public final VirtualTimer timer = new VirtualTimer();
    public final PikaSimulator simulator;
    public final DefaultCamelContext context = new DefaultCamelContext();
    public final PikaComponent component = new PikaComponent();
    public final ProducerTemplate template;

    public PikaRig() {
        this(Durations.fixed(Duration.ofSeconds(20), Duration.ofSeconds(100)));
    }

    public PikaRig(Durations durations) {
        this(durations, true, Video.drawn());
    }

    public PikaRig(Video video) {
        this(Durations.fixed(Duration.ofSeconds(20), Duration.ofSeconds(100)), true, video);
    }

    /**
     * With the component's own threads and the time that everybody has.
     */
    public static PikaRig inRealTime(Durations durations) {
        return new PikaRig(durations, false, Video.drawn());
    }

    private PikaRig(Durations durations, boolean virtual, Video video) {
        simulator = PikaSimulator.builder().clock(virtual ? timer : InstantSource.system()).durations(durations).video(video).start();
        if (virtual) {
            turn(component);
            context.getCamelContextExtension().addContextPlugin(MemoryTaskTracker.class, new MemoryTaskTracker(timer));
        }
        use("cometapi");
        component.setMaxRequestsPerSecond(1_000);
        context.addComponent("pika", component);
        template = context.createProducerTemplate();
    }

    private void turn(PikaComponent turned) {
        turned.setRuntimes(owner -> new ComponentRuntime(owner, timer, new RuntimeThreads(new DirectExecutor(),
                new DirectExecutor(), new DirectExecutor(), new DirectExecutor(), new DirectExecutor())));
    }

    /**
     * Sets the component up for the gateway.
     */
    public PikaRig use(String gateway) {
        return use(component, gateway);
    }

    private PikaRig use(PikaComponent of, String gateway) {
        of.getConfiguration().setGateway(gateway);
        of.getConfiguration().setBaseUri(simulator.baseUri(gateway).toString());
        of.getConfiguration().setApiKey(simulator.apiKey());
        return this;
    }

    /**
     * Adds another component, on the same clock.
     */
    public PikaComponent add(String name, String gateway) {
        PikaComponent added = new PikaComponent();
        turn(added);
        use(added, gateway);
        added.setMaxRequestsPerSecond(1_000);
        context.addComponent(name, added);
        return added;
    }

    public PikaRig with(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    public PikaRig start() {
        context.start();
        return this;
    }

    /**
     * Sends without waiting for the end, as the clock is still to be turned.
     */
    public CompletableFuture<Exchange> send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    public CompletableFuture<Exchange> send(String uri, Object body, Map<String, Object> headers) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = context.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        try {
            var producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            producer.process(exchange, doneSync -> done.complete(exchange));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return done;
    }

    /**
     * Turns the clock in steps, until the exchange is done.
     */
    public Exchange finish(CompletableFuture<Exchange> sent) {
        for (int i = 0; i < 100_000 && !sent.isDone(); i++) {
            timer.advance(Duration.ofMillis(500));
        }
        return sent.getNow(null);
    }

    public void advance(Duration duration) {
        timer.advance(duration);
    }

    @Override
    public void close() throws Exception {
        context.close();
        simulator.close();
    }
}
