package io.github.camelpika.generate;

import java.util.Optional;

import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.PikaTaskFailedException;
import io.github.camelpika.model.GenerateRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.URISupport;

/**
 * The mark that an exchange and its copies carry from just before a POST, one for each endpoint. As long as it isn't known
 * what became of the POST, an exchange that comes again must not post, whoever sends it and to whichever endpoint: a dynamic
 * URI may resolve to another one each time. Once the job was accepted, a redelivery of what comes behind it gets its task. An
 * exchange that goes on and brings another request is a new job.
 */
public final class SubmissionMark {

    private static final String POSTED = "the job was posted, and the exchange came here again before the answer did";

    private final String endpoint;

    public SubmissionMark(String endpointUri) {
        this.endpoint = URISupport.sanitizeUri(endpointUri);
    }

    /**
     * @throws PikaSubmissionUnknownException if this request may have been posted for this exchange before
     */
    public void refuseIfSet(Exchange exchange, GenerateRequest request, String gateway) {
        PostedJobs.of(exchange).seenBy(exchange).filter(posted -> posted.taskId() == null && posted.isFor(exchange, request)).findFirst()
                .ifPresent(posted -> {
                    throw new PikaSubmissionUnknownException(gateway, posted.reason());
                });
    }

    /**
     * The task that this request has already, if a step behind it has failed since, and is redelivered together with it. A job
     * that itself has failed is to be tried anew.
     */
    Optional<String> accepted(Exchange exchange, GenerateRequest request) {
        Throwable caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        if (ObjectHelper.getException(PikaTaskFailedException.class, caught) != null) {
            return Optional.empty();
        }
        return PostedJobs.of(exchange).seenBy(exchange)
                .filter(posted -> posted.taskId() != null && posted.isRepeatedBy(exchange, endpoint, request))
                .map(Posted::taskId).findFirst();
    }

    public void set(Exchange exchange, GenerateRequest request) {
        keep(exchange, request, POSTED);
    }

    /**
     * The answer will not come; the mark stays, with what is known.
     */
    void keep(Exchange exchange, GenerateRequest request, String reason) {
        PostedJobs.of(exchange).put(Posted.now(endpoint, exchange, request, reason));
    }

    void accepted(Exchange exchange, GenerateRequest request, String taskId) {
        PostedJobs.of(exchange).put(Posted.now(endpoint, exchange, request, null).accepted(taskId));
    }

    void clear(Exchange exchange) {
        PostedJobs.of(exchange).remove(endpoint, exchange);
    }
}
