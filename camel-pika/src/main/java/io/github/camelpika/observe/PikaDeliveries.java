package io.github.camelpika.observe;

import java.time.Duration;
import java.util.List;

import io.github.camelpika.runtime.ActiveConsumer;
import io.github.camelpika.runtime.ComponentServices;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the deliveries of the queues move. A route may take its time, so only one that has neither begun nor ended any for an
 * hour is told.
 */
final class PikaDeliveries extends PikaHealthCheck {

    /** Longer than a download may take, whose limit is 30 minutes, and a wait besides. */
    private static final Duration STANDS_STILL = Duration.ofHours(1);

    private final ComponentServices services;

    PikaDeliveries(ComponentServices services) {
        super(services.name() + "-deliveries");
        this.services = services;
    }

    @Override
    void look(HealthCheckResultBuilder result) {
        List<String> still = services.consumers().all().stream()
                .filter(consumer -> consumer.movement().standsStill().compareTo(STANDS_STILL) >= 0).map(PikaDeliveries::say).toList();
        if (still.isEmpty()) {
            result.up();
        } else {
            result.down().message(String.join("; ", still));
        }
    }

    private static String say(ActiveConsumer consumer) {
        return "queue " + consumer.queue() + " stands still: no delivery has begun or ended for "
               + consumer.movement().standsStill().toMinutes() + " min, and its route has " + consumer.movement().underWay() + " under way";
    }
}
