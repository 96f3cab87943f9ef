package io.github.camelpika.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.track.TaskTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once of each queue that gets tasks and gives them to nobody here. While the context starts, the route that takes
 * them may be still to come.
 */
public final class UnconsumedQueues {

    private static final Logger LOG = LoggerFactory.getLogger(UnconsumedQueues.class);

    /** Queues come with messages, and who was told of so many knows. */
    private static final int MOST_TOLD = 1_000;

    private final ComponentServices services;
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    public UnconsumedQueues(ComponentServices services) {
        this.services = services;
    }

    public void submittedTo(String queue) {
        if (queue == null || !services.context().isStarted() || looked.size() >= MOST_TOLD || !looked.add(queue)) {
            return;
        }
        TaskTracker tracker = services.tracker();
        if (tracker.isConsumedHere(queue)) {
            return;
        }
        if (tracker.isShared()) {
            LOG.info("No route of this process takes tasks from queue {}, so one of another process has to. Logged once.", queue);
        } else {
            LOG.warn("No route takes tasks from queue {}, which has just received its first one, and tasks are lost"
                    + " when this process ends: start a route from pika:feed?queue={}, or leave queue out where the"
                    + " same route continues with the task. Logged once.", queue, queue);
        }
    }
}
