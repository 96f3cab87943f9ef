package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * Gives a task that is over to the route, and stays with it until the route is done.
 */
final class DeliverStep extends Step {

    DeliverStep(QueueNode node) {
        super(WakeUps.deliver(node.queue()), node, Transactions.Lane.DELIVERIES, Phase.READY, true);
    }

    @Override
    Optional<TaskRow> read(String id) {
        return store().findRowWhole(id);
    }

    @Override
    CompletionHandler<Void> look(TaskRow row, Execution execution) {
        return switch (row.task().phase()) {
            case READY -> ready(row);
            // whose fate was unknown, and which was found or taken over meanwhile
            case INTENT, WAITING -> poll();
            case DONE, UNKNOWN, DEAD -> remove();
        };
    }

    private CompletionHandler<Void> ready(TaskRow row) {
        DeliveryPolicy policy = node().handler().deliveryPolicy();
        if (row.task().deliveries() >= policy.most()) {
            // the process died with it as often as a route may fail
            return (complete, operations) -> store().consumed().dead(row, complete);
        }
        if (node().isStopping()) {
            return again(Duration.ZERO);
        }
        Optional<TaskRow> given = store().consumed().delivering(row);
        return given.isEmpty() ? again(Duration.ZERO) : given(given.get(), policy);
    }

    private CompletionHandler<Void> given(TaskRow given, DeliveryPolicy policy) {
        boolean fine = node().deliver(given.task());
        boolean last = given.task().deliveries() >= policy.most();
        if (!fine && !last) {
            return again(policy.pauseAfter(given.task().deliveries()));
        }
        return (complete, operations) -> {
            if (fine) {
                store().consumed().delivered(given, complete);
            } else {
                store().consumed().dead(given, complete);
            }
        };
    }
}
