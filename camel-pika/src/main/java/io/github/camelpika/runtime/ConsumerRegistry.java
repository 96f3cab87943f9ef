package io.github.camelpika.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who takes tasks from the queues of one component just now.
 */
public final class ConsumerRegistry {

    private final Set<ActiveConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Shows the consumers somewhere. */
    public interface Listener {

        void added(ActiveConsumer consumer);

        void removed(ActiveConsumer consumer);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void add(ActiveConsumer consumer) {
        consumers.add(consumer);
        listeners.forEach(listener -> listener.added(consumer));
    }

    public void remove(ActiveConsumer consumer) {
        if (consumers.remove(consumer)) {
            listeners.forEach(listener -> listener.removed(consumer));
        }
    }

    public Collection<ActiveConsumer> all() {
        return List.copyOf(consumers);
    }
}
