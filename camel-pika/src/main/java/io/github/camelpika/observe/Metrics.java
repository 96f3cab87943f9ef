package io.github.camelpika.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.feed.PikaFeedConsumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A component's meters in the context's registry of Micrometer's, where there is one. A runtime may bring its registry
 * before the context starts, or while it does.
 */
public final class Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private final PikaComponent component;
    private final Map<PikaFeedConsumer, QueueGauges> queues = new ConcurrentHashMap<>();
    private MicrometerMeters meters;
    private Runnable waiting;
    private boolean stopped;

    public Metrics(PikaComponent component) {
        this.component = component;
    }

    public void start() throws Exception {
        synchronized (this) {
            stopped = false;
        }
        find();
        component.getCamelContext().addStartupListener((context, alreadyStarted) -> find());
    }

    private synchronized void find() {
        CamelContext context = component.getCamelContext();
        if (stopped || meters != null || context.getClassResolver().resolveClass(MICROMETER) == null) {
            return;
        }
        meters = MicrometerMeters.find(context);
        if (meters != null) {
            LOG.debug("Using the meter registry of {}", context.getName());
            component.observation().add(meters);
            waiting = meters.gauge("waiting", "Tasks that are waited for in memory, for parked exchanges and queues",
                    component, PikaComponent::waiting, "component", component.name());
            queues.forEach((consumer, gauges) -> gauges.show(meters, consumer.getQueue()));
        }
    }

    public synchronized void show(PikaFeedConsumer consumer, QueueGauges gauges) {
        queues.put(consumer, gauges);
        if (meters != null) {
            gauges.show(meters, consumer.getQueue());
        }
    }

    public synchronized void hide(PikaFeedConsumer consumer) {
        QueueGauges gauges = queues.remove(consumer);
        if (gauges != null) {
            gauges.hide();
        }
    }

    /**
     * What was counted stays in the registry, as counters only ever grow.
     */
    public synchronized void stop() {
        stopped = true;
        if (meters != null) {
            waiting.run();
            component.observation().remove(meters);
            meters = null;
        }
    }
}
