package io.github.camelpika.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.DoorView;
import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.wait.LearnedFlights;

/**
 * Shows how many tasks of a component are in flight, how many there may be, and how many jobs wait for that. The tracker's
 * database is asked now and then and off the thread that looks.
 */
final class FlightGauges {

    private static final Duration LASTS = Duration.ofSeconds(10);

    private final ComponentServices services;
    private final List<Runnable> shown = new ArrayList<>();
    private volatile Refreshed<Integer> taken;

    FlightGauges(ComponentServices services) {
        this.services = services;
    }

    void show(MicrometerMeters meters) {
        taken = new Refreshed<>(this::count, LASTS, services.runtime().timer(), services.runtime().storage());
        show(meters, "tasks.in.flight", "Tasks that are accepted and have not ended, with all keys",
                gauges -> gauges.taken.get().map(Integer::doubleValue).orElse(Double.NaN));
        show(meters, "tasks.in.flight.limit", "How many tasks may be in flight with one key", FlightGauges::limit);
        show(meters, "jobs.at.the.door", "Jobs of this process that wait for a place or for their turn",
                gauges -> gauges.doors().stream().mapToInt(DoorView::standing).sum());
    }

    private void show(MicrometerMeters meters, String name, String description, ToDoubleFunction<FlightGauges> number) {
        shown.add(meters.gauge(name, description, this, number, "component", services.name()));
    }

    private List<DoorView> doors() {
        return services.isStarted() ? services.runtime().doors() : List.of();
    }

    private int count() {
        return doors().stream().mapToInt(door -> door.inFlight().taken()).sum();
    }

    private double limit() {
        OptionalInt least = doors().stream().mapToInt(door -> door.inFlight().limit()).filter(limit -> limit != LearnedFlights.UNLIMITED)
                .min();
        return least.isPresent() ? least.getAsInt() : Double.NaN;
    }

    void hide() {
        shown.forEach(Runnable::run);
        shown.clear();
    }
}
