package io.github.camelpika.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.track.QueueCounts;

/**
 * Shows how many tasks of a queue are in each phase. The tracker's database is asked now and then and off the thread that
 * looks: a page of metrics must not hang with a database.
 */
final class QueueGauges {

    private static final String NAME = "queue.tasks";
    private static final String DESCRIPTION = "Tasks of a queue, by phase; the same on all nodes";

    private final Refreshed<QueueCounts> counts;
    private final List<Runnable> shown = new ArrayList<>();

    QueueGauges(Refreshed<QueueCounts> counts) {
        this.counts = counts;
    }

    void show(MicrometerMeters meters, String queue) {
        show(meters, queue, "waiting", QueueCounts::waiting);
        show(meters, queue, "ready", QueueCounts::ready);
        show(meters, queue, "delivering", QueueCounts::delivering);
        show(meters, queue, "dead", QueueCounts::dead);
        show(meters, queue, "unknown", QueueCounts::unknown);
    }

    private void show(MicrometerMeters meters, String queue, String state, ToLongFunction<QueueCounts> number) {
        shown.add(meters.gauge(NAME, DESCRIPTION, this,
                gauges -> gauges.counts.get().map(number::applyAsLong).map(Long::doubleValue).orElse(Double.NaN),
                "queue", queue, "state", state));
    }

    void hide() {
        shown.forEach(Runnable::run);
        shown.clear();
    }
}
