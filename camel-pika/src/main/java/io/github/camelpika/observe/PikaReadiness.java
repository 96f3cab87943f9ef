package io.github.camelpika.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.LastContact;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.spi.EndpointRegistry;

/**
 * Whether the component can do its work: the gateways that its started endpoints use answer and take their keys, the
 * tracker's database works, and there is a key for each task. It goes by what the last call told; only where there was none
 * for a minute, a task that doesn't exist is asked after, which costs nothing.
 */
final class PikaReadiness extends PikaHealthCheck {

    /** What was told a minute ago is still good. A gateway that is only asked for its health gets one request a minute. */
    private static final Duration CONTACT_LASTS = Duration.ofMinutes(1);
    private static final Duration PING_LASTS = Duration.ofSeconds(10);
    /** A pool waits half a minute for a connection. */
    private static final Duration PING_TAKES = Duration.ofMinutes(1);

    private final ComponentServices services;
    private final Timer timer;
    private final Refreshed<Ping> ping;

    private record Ping(long nanos, String trouble) {
    }

    PikaReadiness(ComponentServices services) {
        super(services.name());
        this.services = services;
        this.timer = services.runtime().timer();
        this.ping = new Refreshed<>(() -> ping(services.tracker()), PING_LASTS, timer, services.runtime().routes());
    }

    private Ping ping(TaskTracker tracker) {
        try {
            tracker.ping();
            return new Ping(timer.nanos(), null);
        } catch (RuntimeException e) {
            return new Ping(timer.nanos(), "the task tracker is failing: " + Texts.clean(String.valueOf(e.getMessage())));
        }
    }

    @Override
    void look(HealthCheckResultBuilder result) {
        List<String> troubles = new ArrayList<>();
        boolean known = true;
        for (GatewayAccess access : accesses()) {
            Optional<LastContact> contact = contact(access);
            known &= contact.isPresent();
            contact.map(LastContact::trouble).ifPresent(trouble -> troubles.add(access.gateway().title() + " " + trouble));
        }
        Optional<Ping> last = ping.get();
        known &= last.isPresent();
        last.map(this::trouble).ifPresent(troubles::add);
        troubles.addAll(services.keyless().describe(timer.nanos()));
        if (!troubles.isEmpty()) {
            result.down().message(String.join("; ", troubles));
        } else if (known) {
            result.up();
        } else {
            // Camel takes a readiness that is unknown for one that is down, and nothing is known to be wrong
            result.up().message("not checked yet");
        }
    }

    /**
     * Those that the started endpoints of the routes use, and what other endpoints use with the component's own key. A
     * dynamic endpoint with a key of its own is one customer's among thousands: the trouble with that key is theirs, and
     * says nothing of this process.
     */
    private Set<GatewayAccess> accesses() {
        EndpointRegistry registry = services.context().getEndpointRegistry();
        return services.accounts().stream()
                .filter(account -> account.hasKeyOfComponent() || !registry.isDynamic(account.endpointUri()))
                .flatMap(account -> account.used().stream()).filter(access -> !access.isStopped())
                .collect(Collectors.toSet());
    }

    private Optional<LastContact> contact(GatewayAccess access) {
        LastContact contact = access.contact();
        if (contact == null || timer.nanos() - contact.nanos() > CONTACT_LASTS.toNanos()) {
            access.probe();
            contact = access.contact();
        }
        return Optional.ofNullable(contact);
    }

    private String trouble(Ping last) {
        boolean late = timer.nanos() - last.nanos > PING_LASTS.plus(PING_TAKES).toNanos() && ping.isBeingFound();
        return late ? "the task tracker has not responded for more than a minute" : last.trouble;
    }
}
