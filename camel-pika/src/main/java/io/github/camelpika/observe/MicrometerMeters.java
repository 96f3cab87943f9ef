package io.github.camelpika.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;

/**
 * Counts and measures in a registry of Micrometer's, under names that begin with {@value #PREFIX}. Only loaded where
 * Micrometer is on the class path.
 */
final class MicrometerMeters implements Meters {

    private static final String PREFIX = "camel.pika.";
    /** Where camel-micrometer has its registry. */
    private static final String REGISTRY_NAME = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags common;
    private final Map<Object, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Object, Timer> timers = new ConcurrentHashMap<>();

    private MicrometerMeters(MeterRegistry registry, CamelContext context) {
        this.registry = registry;
        this.common = Tags.of("camelContext", context.getName());
    }

    /**
     * Meters in the context's registry, or null if there is none.
     */
    static MicrometerMeters find(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(REGISTRY_NAME, MeterRegistry.class);
        if (named != null) {
            return new MicrometerMeters(named, context);
        }
        Set<MeterRegistry> some = context.getRegistry().findByType(MeterRegistry.class);
        return some.size() == 1 ? new MicrometerMeters(some.iterator().next(), context) : null;
    }

    @Override
    public void count(Counted what, String gateway, String detail, long more) {
        counters.computeIfAbsent(List.of(what, String.valueOf(gateway), String.valueOf(detail)),
                each -> Counter.builder(PREFIX + what.label()).description(what.description())
                        .tags(tags(gateway, what.detail(), detail)).register(registry))
                .increment(more);
    }

    @Override
    public void time(Timed what, String gateway, String detail, Duration duration) {
        timers.computeIfAbsent(List.of(what, String.valueOf(gateway), String.valueOf(detail)),
                each -> Timer.builder(PREFIX + what.label()).description(what.description())
                        .serviceLevelObjectives(what.edges().toArray(Duration[]::new))
                        .tags(tags(gateway, what.detail(), detail)).register(registry))
                .record(duration);
    }

    private Tags tags(String gateway, String name, String detail) {
        Tags tags = gateway == null ? common : common.and("gateway", gateway);
        return name == null || detail == null ? tags : tags.and(name, detail);
    }

    /**
     * Shows a number that is asked for with each look.
     *
     * @param tags names and values in turn
     * @return     takes it away
     */
    <T> Runnable gauge(String name, String description, T of, ToDoubleFunction<T> number, String... tags) {
        Meter gauge = Gauge.builder(PREFIX + name, of, number).description(description).tags(common.and(tags))
                .register(registry);
        return () -> registry.remove(gauge);
    }

    /**
     * One number of several that have the same name.
     *
     * @param tags names and values in turn
     */
    record Row(List<String> tags, Number number) {
    }

    /**
     * Shows numbers that come and go.
     *
     * @return given all that are to be shown from now on
     */
    Consumer<List<Row>> series(String name, String description) {
        MultiGauge gauge = MultiGauge.builder(PREFIX + name).description(description).tags(common).register(registry);
        return rows -> gauge.register(rows.stream()
                .map(row -> MultiGauge.Row.of(Tags.of(row.tags.toArray(String[]::new)), row.number)).toList(), true);
    }
}
