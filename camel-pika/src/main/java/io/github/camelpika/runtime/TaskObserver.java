package io.github.camelpika.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.camelpika.download.DownloadEvents;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.TimeSource;
import io.github.camelpika.wait.GatewayEvents;
import org.apache.camel.CamelContext;

/**
 * Whoever counts, measures and publishes what a component does. It returns at once, and throws nothing.
 */
public interface TaskObserver extends DownloadEvents {

    /**
     * @param events one thread, which tells Camel's event notifiers
     * @param time   by which it is told when something was seen
     */
    void started(CamelContext context, Executor events, TimeSource time);

    void stopped();

    GatewayEvents of(Gateway gateway, URI baseUri);

    /**
     * What people are shown of tasks that were seen of late.
     */
    SeenTasks seen();

    /**
     * A job had been submitted before, by its key.
     */
    void reattached(Gateway gateway);

    /**
     * A task is no longer waited for, though it may still end.
     */
    void givenUp(VideoTask task, Duration age);

    /**
     * What a task cost is known now, some time after its end, or it is known that it never will be.
     */
    void charged(VideoTask task);

    /**
     * A callback came to a webhook.
     */
    void calledBack(Gateway gateway, CallbackOutcome outcome);

    /**
     * What was counted since the component was made, by name.
     */
    Map<String, Long> totals();
}
