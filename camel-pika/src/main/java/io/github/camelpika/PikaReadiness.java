package io.github.camelpika;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.gateway.Texts;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.wait.Contact;
import io.github.camelpika.wait.GatewayAccess;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the component can do its work: its gateways answer and take its keys, the tracker's database works, and there
 * is a key for each task. It goes by what the last call told; only where there was none for a minute, a task that doesn't
 * exist is asked after, which costs nothing.
 */
final class PikaReadiness extends PikaHealthCheck {

    /** What was told a minute ago is still good. A gateway that is only asked for its health gets one request a minute. */
    private static final Duration CONTACT_LASTS = Duration.ofMinutes(1);
    private static final Duration PING_LASTS = Duration.ofSeconds(10);
    /** A pool waits half a minute for a connection. */
    private static final Duration PING_TAKES = Duration.ofMinutes(1);

    private final PikaEngine engine;
    private final KeylessTasks keyless;
    private final Refreshed<Ping> ping;

    private record Ping(long nanos, String trouble) {
    }

    PikaReadiness(PikaComponent component, PikaEngine engine) {
        super(component.name());
        this.engine = engine;
        this.keyless = component.keyless();
        this.ping = new Refreshed<>(() -> ping(component.tracker()), PING_LASTS, engine.timer(), engine.routes());
    }

    private Ping ping(TaskTracker tracker) {
        try {
            tracker.ping();
            return new Ping(engine.timer().nanos(), null);
        } catch (RuntimeException e) {
            return new Ping(engine.timer().nanos(), "the task tracker does not work: " + Texts.clean(String.valueOf(e.getMessage())));
        }
    }

    @Override
    void look(HealthCheckResultBuilder result) {
        List<String> troubles = new ArrayList<>();
        boolean known = true;
        for (GatewayAccess access : engine.accesses()) {
            Optional<Contact> contact = contact(access);
            known &= contact.isPresent();
            contact.map(Contact::trouble).ifPresent(trouble -> troubles.add(access.gateway().title() + " " + trouble));
        }
        Optional<Ping> last = ping.get();
        known &= last.isPresent();
        last.map(this::trouble).ifPresent(troubles::add);
        troubles.addAll(keyless.describe(engine.timer().nanos()));
        if (!troubles.isEmpty()) {
            result.down().message(String.join("; ", troubles));
        } else if (known) {
            result.up();
        } else {
            result.unknown().message("being found out");
        }
    }

    private Optional<Contact> contact(GatewayAccess access) {
        Contact contact = access.contact();
        if (contact == null || engine.timer().nanos() - contact.nanos() > CONTACT_LASTS.toNanos()) {
            access.probe();
            contact = access.contact();
        }
        return Optional.ofNullable(contact);
    }

    private String trouble(Ping last) {
        boolean late = engine.timer().nanos() - last.nanos > PING_LASTS.plus(PING_TAKES).toNanos() && ping.isBeingFound();
        return late ? "the task tracker has not answered for more than a minute" : last.trouble;
    }
}
