package io.github.camelpika;

import java.util.UUID;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.track.Submitted;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;

/**
 * What {@code pika:generate?queue=...} tells the tracker about one job: before the POST that there will be one, and after
 * it what became of it.
 */
class QueuedSubmission {

    /** Of a job that no queue takes. */
    private static final QueuedSubmission NONE = new QueuedSubmission(null, null, null);

    private final PikaEndpoint endpoint;
    private final String id;
    private final Submitted submitted;
    private boolean intended;

    private QueuedSubmission(PikaEndpoint endpoint, String id, Submitted submitted) {
        this.endpoint = endpoint;
        this.id = id;
        this.submitted = submitted;
    }

    /**
     * To be called before the body is read.
     */
    static QueuedSubmission of(PikaEndpoint endpoint, Exchange exchange) {
        PikaConfiguration options = endpoint.getConfiguration();
        return options.getQueue() == null
                ? NONE
                : new QueuedSubmission(endpoint, UUID.randomUUID().toString(),
                        SubmittedExchange.of(exchange, options.getApiKey()));
    }

    /**
     * @throws RuntimeException if the tracker can't take it down; nothing must be posted then
     */
    void beforePost() {
        if (endpoint != null && !intended) {
            tracker().intend(TrackedTask.intent(id, endpoint.getConfiguration().getQueue(), endpoint.origin(),
                    endpoint.engine().timer().now(), submitted));
            intended = true;
        }
    }

    void afterwards(Submission submission) {
        if (!intended) {
            return;
        }
        if (submission instanceof Submission.Accepted accepted) {
            tracker().accepted(id, accepted.taskId(), endpoint.engine().timer().now());
        } else if (submission instanceof Submission.Unknown unknown) {
            tracker().unknown(id, unknown.error().describe());
        } else {
            tracker().refused(id);
        }
    }

    private TaskTracker tracker() {
        return endpoint.getComponent().tracker();
    }
}
