package io.github.camelpika;

import java.time.Instant;
import java.util.UUID;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Submitted;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;

/**
 * One submission as others know it: the tracker, if it is for a queue, is told before the POST that there will be one, and
 * after it what became of it; and callbacks are told its id.
 */
final class TrackedSubmission {

    private final PikaEndpoint endpoint;
    private final String id;
    private final Submitted submitted;
    private TrackedTask intent;

    private TrackedSubmission(PikaEndpoint endpoint, String id, Submitted submitted) {
        this.endpoint = endpoint;
        this.id = id;
        this.submitted = submitted;
    }

    /**
     * To be called before the body is read.
     */
    static TrackedSubmission of(PikaEndpoint endpoint, Exchange exchange) {
        PikaConfiguration options = endpoint.getConfiguration();
        Submitted submitted
                = options.getQueue() == null ? null : SubmittedExchange.of(exchange, options.getApiKey());
        return new TrackedSubmission(endpoint, UUID.randomUUID().toString(), submitted);
    }

    /**
     * The request with the address of a webhook, signed for this submission, if the gateway takes one, there is one, and
     * nobody gave another.
     */
    GenerateRequest withCallback(GenerateRequest request) {
        if (request.callbackUrl() != null || !endpoint.gateway().dialect().takesCallbacks()) {
            return request;
        }
        PikaConfiguration options = endpoint.getConfiguration();
        return endpoint.getComponent().webhooks().urlFor(options.getQueue())
                .map(url -> request.withCallbackUrl(url + "?" + PikaWebhookHandler.SUBMISSION + "=" + id + "&"
                                                    + PikaWebhookHandler.SIGNATURE + "="
                                                    + CallbackSignature.of(options).sign(id)))
                .orElse(request);
    }

    /**
     * @throws RuntimeException if the tracker can't take it down; nothing must be posted then
     */
    void beforePost() {
        if (submitted == null) {
            return;
        }
        Instant now = endpoint.engine().timer().now();
        if (intent == null) {
            TrackedTask written = TrackedTask.intent(id, Claim.of(id), endpoint.getConfiguration().getQueue(),
                    endpoint.origin(), now, submitted);
            tracker().intend(written);
            intent = written;
        } else if (!tracker().renew(intent, now)) {
            throw new IllegalStateException("the intent to submit is no longer this exchange's");
        }
    }

    void afterwards(Submission submission) {
        if (intent == null) {
            return;
        }
        if (submission instanceof Submission.Accepted accepted) {
            tracker().accepted(id, accepted.taskId(), endpoint.engine().timer().now());
        } else if (submission instanceof Submission.Unknown unknown) {
            tracker().unknown(intent, unknown.error().describe());
        } else {
            tracker().refused(intent);
        }
    }

    private TaskTracker tracker() {
        return endpoint.getComponent().tracker();
    }
}
