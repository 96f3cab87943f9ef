package io.github.camelpika.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.runtime.ActiveConsumer;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.ConsumerRegistry;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A component's meters in the context's registry of Micrometer's, where there is one. A runtime may bring its registry
 * before the context starts, or while it does.
 */
public final class Metrics implements ConsumerRegistry.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private final ComponentServices services;
    private final Observation observation;
    private final Map<ActiveConsumer, QueueGauges> queues = new ConcurrentHashMap<>();
    private MicrometerMeters meters;
    private final FlightGauges inFlight;
    private Runnable waiting;
    private CostGauges costs;
    private boolean stopped;

    public Metrics(ComponentServices services, Observation observation) {
        this.services = services;
        this.observation = observation;
        this.inFlight = new FlightGauges(services);
        services.consumers().listen(this);
    }

    public void start() throws Exception {
        synchronized (this) {
            stopped = false;
        }
        find();
        services.context().addStartupListener((context, alreadyStarted) -> find());
    }

    private synchronized void find() {
        CamelContext context = services.context();
        if (stopped || meters != null || context.getClassResolver().resolveClass(MICROMETER) == null) {
            return;
        }
        meters = MicrometerMeters.find(context);
        if (meters != null) {
            LOG.debug("Using the meter registry of {}", context.getName());
            observation.add(meters);
            waiting = meters.gauge("waiting", "Tasks that are waited for in memory, for parked exchanges and queues",
                    services, ComponentServices::waiting, "component", services.name());
            inFlight.show(meters);
            costs = new CostGauges(services, meters);
            queues.forEach((consumer, gauges) -> gauges.show(meters, consumer.queue()));
        }
    }

    @Override
    public synchronized void added(ActiveConsumer consumer) {
        QueueGauges gauges = new QueueGauges(consumer.counts());
        queues.put(consumer, gauges);
        if (meters != null) {
            gauges.show(meters, consumer.queue());
        }
    }

    @Override
    public synchronized void removed(ActiveConsumer consumer) {
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
            inFlight.hide();
            costs.hide();
            observation.remove(meters);
            meters = null;
        }
    }
}
