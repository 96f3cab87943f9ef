package io.github.camelpika.observe;

import java.util.List;

import io.github.camelpika.runtime.ComponentServices;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * A component's health checks in the context's registry, where there is one.
 */
public final class HealthChecks {

    private final ComponentServices services;
    private List<PikaHealthCheck> checks = List.of();

    public HealthChecks(ComponentServices services) {
        this.services = services;
    }

    public void start() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(services.context());
        if (registry != null) {
            checks = List.of(new PikaReadiness(services), new PikaLiveness(services), new PikaDeliveries(services));
            checks.forEach(registry::register);
        }
    }

    public void stop() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(services.context());
        checks.forEach(check -> registry.unregister(check));
        checks = List.of();
    }
}
