package io.github.camelpika.generate;

import java.util.Map;

import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.model.GenerateRequest;
import org.apache.camel.Exchange;
import org.apache.camel.util.URISupport;

/**
 * The mark that an exchange carries from just before a POST until it is known what became of it, one for each endpoint.
 * A redelivery of a marked exchange must not post, whoever redelivers it and to whichever endpoint: a dynamic URI may
 * resolve to another one each time. An exchange that goes on and brings another request is a new job.
 */
public final class SubmissionMark {

    private static final String PROPERTY = "CamelPikaSubmission:";
    private static final String POSTED = "the job was posted, and the exchange came here again before the answer did";

    private final String property;

    public SubmissionMark(String endpointUri) {
        this.property = PROPERTY + URISupport.sanitizeUri(endpointUri);
    }

    /**
     * What is known of a POST whose fate is not.
     */
    private record Posted(GenerateRequest request, String reason) {
        @Override
        public String toString() {
            return reason;
        }
    }

    /**
     * @throws PikaSubmissionUnknownException if this request may have been posted for this exchange before
     */
    public void refuseIfSet(Exchange exchange, GenerateRequest request, String gateway) {
        boolean redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
        for (Map.Entry<String, Object> entry : exchange.getProperties().entrySet()) {
            boolean mine = entry.getKey().equals(property);
            if (entry.getValue() instanceof Posted posted
                    && (redelivered && entry.getKey().startsWith(PROPERTY) || mine && posted.request.equals(request))) {
                throw new PikaSubmissionUnknownException(gateway, posted.reason);
            }
        }
    }

    public void set(Exchange exchange, GenerateRequest request) {
        exchange.setProperty(property, new Posted(request, POSTED));
    }

    /**
     * The answer will not come; the mark stays, with what is known.
     */
    void keep(Exchange exchange, GenerateRequest request, String reason) {
        exchange.setProperty(property, new Posted(request, reason));
    }

    void clear(Exchange exchange) {
        exchange.removeProperty(property);
    }
}
