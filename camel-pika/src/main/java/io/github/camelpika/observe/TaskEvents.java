package io.github.camelpika.observe;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ExchangeEvents;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to Camel's event notifiers, which are other people's code and may block.
 */
final class TaskEvents {

    private static final Logger LOG = LoggerFactory.getLogger(TaskEvents.class);

    private final CamelContext context;
    private final Executor thread;
    private final AtomicBoolean dropping = new AtomicBoolean();

    /**
     * @param thread a single one, so that events come in their order
     */
    TaskEvents(CamelContext context, Executor thread) {
        this.context = context;
        this.thread = thread;
    }

    void tell(PikaTaskEvent.What what, VideoTask task) {
        // the component's own listen to nothing but exchanges, and one of them is nearly always there
        if (context.getManagementStrategy().getEventNotifiers().stream().allMatch(ExchangeEvents.class::isInstance)) {
            return;
        }
        try {
            thread.execute(() -> tell(new PikaTaskEvent(context, what, task)));
            dropping.set(false);
        } catch (RejectedExecutionException e) {
            if (dropping.compareAndSet(false, true)) {
                LOG.warn("Task events are dropped from now on, because an event notifier is too slow for them");
            }
        }
    }

    private void tell(PikaTaskEvent event) {
        for (EventNotifier notifier : context.getManagementStrategy().getEventNotifiers()) {
            try {
                if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                    notifier.notify(event);
                }
            } catch (Throwable e) {
                LOG.warn("The event notifier {} failed on: {}", notifier, event, e);
            }
        }
    }
}
