package io.github.camelpika;

import org.apache.camel.Exchange;
import org.apache.camel.util.URISupport;

/**
 * The mark that an exchange carries from just before a POST until it is known what became of it, one for each endpoint.
 * A redelivery of a marked exchange must not post, whoever redelivers it.
 */
final class SubmissionMark {

    private static final String PROPERTY = "CamelPikaSubmission:";
    private static final String POSTED = "the job was posted, and the exchange came back before its answer";

    private final String property;

    SubmissionMark(PikaEndpoint endpoint) {
        this.property = PROPERTY + URISupport.sanitizeUri(endpoint.getEndpointUri());
    }

    /**
     * @throws PikaSubmissionUnknownException if the exchange carries the mark
     */
    void refuseIfSet(Exchange exchange, String gateway) {
        String reason = exchange.getProperty(property, String.class);
        if (reason != null) {
            throw new PikaSubmissionUnknownException(gateway, reason);
        }
    }

    void set(Exchange exchange) {
        exchange.setProperty(property, POSTED);
    }

    /**
     * The answer will not come; the mark stays, with what is known.
     */
    void keep(Exchange exchange, String reason) {
        exchange.setProperty(property, reason);
    }

    void clear(Exchange exchange) {
        exchange.removeProperty(property);
    }
}
