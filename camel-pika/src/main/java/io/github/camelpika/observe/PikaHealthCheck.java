package io.github.camelpika.observe;

import java.util.Map;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * What all health checks of a component have in common. It can be switched off like any other, by its id, with
 * {@code camel.health.excludePattern}.
 */
abstract class PikaHealthCheck implements HealthCheck {

    private static final String GROUP = "camel";

    private final String id;
    private volatile boolean enabled = true;

    PikaHealthCheck(String id) {
        this.id = id;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return GROUP;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Map<String, Object> getMetaData() {
        return Map.of(CHECK_ID, id, CHECK_GROUP, GROUP);
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).details(Map.of(CHECK_ID, id, CHECK_GROUP, GROUP,
                CHECK_KIND, isLiveness() ? Kind.LIVENESS : Kind.READINESS));
        if (enabled) {
            look(result);
        } else {
            result.unknown().message("Disabled").detail(CHECK_ENABLED, false);
        }
        return result.build();
    }

    /**
     * Finds out. Must not wait for anything.
     */
    abstract void look(HealthCheckResultBuilder result);
}
