package io.github.camelpika.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The components of a context that are started, by their names. A task that one of them has submitted may be asked after
 * through another one, with the key of the first.
 */
public final class RunningComponents {

    private final Map<String, ComponentServices> byName = new ConcurrentSkipListMap<>();

    private RunningComponents() {
    }

    public static RunningComponents of(CamelContext camelContext) {
        ExtendedCamelContext context = camelContext.getCamelContextExtension();
        synchronized (context) {
            RunningComponents shared = context.getContextPlugin(RunningComponents.class);
            if (shared == null) {
                shared = new RunningComponents();
                context.addContextPlugin(RunningComponents.class, shared);
            }
            return shared;
        }
    }

    void add(ComponentServices started) {
        byName.put(started.name(), started);
    }

    void remove(ComponentServices stopped) {
        byName.values().remove(stopped);
    }

    public Optional<ComponentServices> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * In the order of their names.
     */
    public List<ComponentServices> all() {
        return List.copyOf(byName.values());
    }
}
