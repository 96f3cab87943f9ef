package io.github.camelpika.track;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.github.camelpika.time.TimeSource;
import io.github.camelpika.wait.FlightPlace;

/**
 * The places of one process.
 */
public final class MemoryPlaces implements TaskPlaces {

    /** Only when there are so many, and then when they have doubled, it is looked which of them are over. */
    private static final int FEW = 1_000;

    private final TimeSource time;
    private final Predicate<FlightPlace> inFlight;
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<String, Held> byHolder = new HashMap<>();

    private static final class Scope {
        private final String name;
        private final Map<String, Held> byHolder = new HashMap<>();
        private final Map<String, Held> byTask = new HashMap<>();
        private int nextSweep = FEW;

        Scope(String name) {
            this.name = name;
        }
    }

    private static final class Held {
        private final Scope scope;
        private final FlightPlace place;
        private long until;
        private String taskId;

        Held(Scope scope, FlightPlace place, long until) {
            this.scope = scope;
            this.place = place;
            this.until = until;
        }
    }

    /**
     * @param inFlight whether a tracker knows that the task of a place is in flight, or that its fate is not known
     */
    public MemoryPlaces(TimeSource time, Predicate<FlightPlace> inFlight) {
        this.time = time;
        this.inFlight = inFlight;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public synchronized boolean take(String name, int most, FlightPlace place) {
        Scope scope = scopes.computeIfAbsent(name, Scope::new);
        if (scope.byHolder.size() >= Math.min(most, scope.nextSweep)) {
            sweep(scope);
            scope.nextSweep = Math.max(FEW, 2 * scope.byHolder.size());
        }
        if (scope.byHolder.size() >= most) {
            return false;
        }
        Held held = new Held(scope, place, after(TaskTracker.INTENT_LIVES));
        scope.byHolder.put(place.holder(), held);
        byHolder.put(place.holder(), held);
        return true;
    }

    @Override
    public synchronized boolean takeOver(String name, int most, FlightPlace place) {
        Scope scope = scopes.get(name);
        if (scope != null) {
            scope.byHolder.values().stream().filter(held -> place.submission().equals(held.place.submission())).findFirst()
                    .ifPresent(this::remove);
        }
        return take(name, most, place);
    }

    private long after(Duration duration) {
        return time.nanos() + duration.toNanos();
    }

    private void sweep(Scope scope) {
        long now = time.nanos();
        scope.byHolder.values().stream().filter(held -> held.until - now < 0 && !inFlight.test(held.place)).toList().forEach(this::remove);
    }

    private void remove(Held held) {
        byHolder.remove(held.place.holder());
        held.scope.byHolder.remove(held.place.holder());
        if (held.taskId != null) {
            held.scope.byTask.remove(held.taskId, held);
        }
        if (held.scope.byHolder.isEmpty()) {
            scopes.remove(held.scope.name, held.scope);
        }
    }

    @Override
    public synchronized void accepted(FlightPlace place, String taskId) {
        Held held = byHolder.get(place.holder());
        if (held != null) {
            held.taskId = taskId;
            held.scope.byTask.put(taskId, held);
            held.until = after(held.place.queued() ? Duration.ZERO : held.place.lease());
        }
    }

    @Override
    public synchronized void unknown(FlightPlace place) {
        Held held = byHolder.get(place.holder());
        if (held != null) {
            held.until = after(held.place.submission() == null ? held.place.lease() : Duration.ZERO);
        }
    }

    @Override
    public void free(FlightPlace place, Runnable then) {
        synchronized (this) {
            Held held = byHolder.get(place.holder());
            if (held == null) {
                return;
            }
            remove(held);
        }
        then.run();
    }

    @Override
    public void ended(String name, String taskId, Runnable then) {
        synchronized (this) {
            Scope scope = scopes.get(name);
            Held held = scope == null ? null : scope.byTask.get(taskId);
            if (held == null) {
                return;
            }
            remove(held);
        }
        then.run();
    }

    /**
     * How many are taken by tasks that are accepted. Takes no longer the more there are; some may be over.
     */
    public synchronized int accepted(String name) {
        Scope scope = scopes.get(name);
        return scope == null ? 0 : scope.byTask.size();
    }

    /**
     * Frees the places of those that are over.
     */
    public synchronized void sweep(String name) {
        Scope scope = scopes.get(name);
        if (scope != null) {
            sweep(scope);
        }
    }

    @Override
    public synchronized int taken(String name) {
        Scope scope = scopes.get(name);
        return scope == null ? 0 : scope.byHolder.size();
    }
}
