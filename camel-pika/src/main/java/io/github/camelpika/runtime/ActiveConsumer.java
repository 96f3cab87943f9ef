package io.github.camelpika.runtime;

import io.github.camelpika.track.QueueCounts;

/**
 * Takes finished tasks from a queue.
 *
 * @param queue    the queue's name
 * @param counts   how many tasks of it are where, as found out now and then
 * @param movement of its deliveries
 */
public record ActiveConsumer(String queue, Refreshed<QueueCounts> counts, Movement movement) {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
