package io.github.camelpika.runtime;

import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.wait.LearnedDurations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a component has learned of how long tasks take. It is not thrown away at a stop, as the gateways are still the
 * same.
 */
public final class Learning {

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    private final ComponentServices services;
    private LearnedDurations durations;

    public Learning(ComponentServices services) {
        this.services = services;
    }

    public synchronized LearnedDurations durations() {
        if (durations == null) {
            durations = new LearnedDurations(services.tracker().durations());
        }
        return durations;
    }

    /**
     * Takes up what the tracker has kept. Its database may be down when the component starts, and nothing waits for this.
     */
    public void start(ComponentRuntime runtime) {
        load(runtime, 1);
    }

    private void load(ComponentRuntime runtime, int failures) {
        try {
            runtime.storage().execute(() -> loadNow(runtime, failures));
        } catch (RejectedExecutionException e) {
            LOG.debug("The learned durations are not loaded, because the context is stopping", e);
        } catch (Throwable e) {
            later(runtime, failures, e);
        }
    }

    private void later(ComponentRuntime runtime, int failures, Throwable e) {
        LOG.debug("The learned durations can't be loaded yet", e);
        // the alarms of a runtime go with it
        runtime.timer().schedule(runtime.backoff().delay(failures), () -> load(runtime, failures + 1));
    }

    private void loadNow(ComponentRuntime runtime, int failures) {
        try {
            durations().load();
        } catch (RuntimeException | Error e) {
            later(runtime, failures, e);
        }
    }
}
