package io.github.camelpika.observe;

import java.util.List;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.runtime.ComponentRuntime;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * A component's health checks in the context's registry, where there is one.
 */
public final class HealthChecks {

    private final PikaComponent component;
    private List<PikaHealthCheck> checks = List.of();

    public HealthChecks(PikaComponent component) {
        this.component = component;
    }

    public void start(ComponentRuntime engine) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(component.getCamelContext());
        if (registry != null) {
            checks = List.of(new PikaReadiness(component, engine), new PikaLiveness(component, engine));
            checks.forEach(registry::register);
        }
    }

    public void stop() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(component.getCamelContext());
        checks.forEach(check -> registry.unregister(check));
        checks = List.of();
    }
}
