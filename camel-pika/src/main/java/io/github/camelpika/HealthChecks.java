package io.github.camelpika;

import java.util.List;

import org.apache.camel.health.HealthCheckRegistry;

/**
 * A component's health checks in the context's registry, where there is one.
 */
final class HealthChecks {

    private final PikaComponent component;
    private List<PikaHealthCheck> checks = List.of();

    HealthChecks(PikaComponent component) {
        this.component = component;
    }

    void start(PikaEngine engine) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(component.getCamelContext());
        if (registry != null) {
            checks = List.of(new PikaReadiness(component, engine), new PikaLiveness(component, engine));
            checks.forEach(registry::register);
        }
    }

    void stop() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(component.getCamelContext());
        checks.forEach(check -> registry.unregister(check));
        checks = List.of();
    }
}
